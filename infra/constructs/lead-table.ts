import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export const dueIndex = 'due';

export type LeadTableProps = {
  readonly keep: boolean;
  /** A table that a restore made, to work on in place of an own one. */
  readonly restored?: { readonly tableName: string; readonly streamArn: string } | undefined;
};

/** The one table with its stream and its own key. Point-in-time recovery is always on; with `keep` it refuses deletion and outlives the stack. */
export class LeadTable extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly streamArn: string;
  readonly key: IKey;

  constructor(scope: Construct, id: string, { keep, restored }: LeadTableProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the leads and their backups',
      enableKeyRotation: true,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const table = restored === undefined ? this.#ownTable(keep) : this.#restoredTable(restored);
    if (table.tableStreamArn === undefined) throw new Error('The table has no stream.');

    this.name = table.tableName;
    this.arn = table.tableArn;
    this.streamArn = table.tableStreamArn;
  }

  /** Not TableV2: with a key of its own it needs the region at synth, and dev deploys wherever the credentials point. */
  #ownTable(keep: boolean): ITable {
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keep,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    table.addGlobalSecondaryIndex({
      indexName: dueIndex,
      partitionKey: { name: 'duePk', type: AttributeType.STRING },
      sortKey: { name: 'dueAt', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });

    return table;
  }

  /** Named, not made: CloudFormation lets the table before go its way, which `keep` has it outlive. */
  #restoredTable({ tableName, streamArn }: NonNullable<LeadTableProps['restored']>): ITable {
    return Table.fromTableAttributes(this, 'Restored', {
      tableName,
      tableStreamArn: streamArn,
      encryptionKey: this.key,
    });
  }
}
