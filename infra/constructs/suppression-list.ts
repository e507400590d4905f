import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export type SuppressionListProps = { readonly keep: boolean; readonly key: IKey };

/**
 * Which addresses, as keyed hashes, may not be written to. A table of its own: whoever restores the leads to a point in time leaves this one as it is, and no
 * withdrawal or erasure of after that point is forgotten (docs/adr/0040).
 */
export class SuppressionList extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { keep, key }: SuppressionListProps) {
    super(scope, id);
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keep,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.name = table.tableName;
    this.arn = table.tableArn;
  }
}
