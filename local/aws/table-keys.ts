import type { Model } from '../cfn/model.ts';
import { TableDefinition } from './table-definition.ts';

/** What authorisation and metering need to know of a table. */
export type TableKeys = {
  readonly name: string;
  readonly arn: string;
  readonly partitionKey: string;
  readonly sortKey: string | undefined;
  readonly indexes: ReadonlyMap<string, IndexKeys>;
};

export type IndexKeys = {
  readonly partitionKey: string;
  readonly sortKey: string | undefined;
  /** The attributes an entry holds; undefined stands for all. */
  readonly projected: ReadonlySet<string> | undefined;
};

/** The model's tables with their definitions, by name. */
export function tableDefinitions(model: Model): ReadonlyMap<string, TableDefinition> {
  const tables = [...model.ofType('AWS::DynamoDB::Table'), ...model.ofType('AWS::DynamoDB::GlobalTable')];

  return new Map(tables.map(({ physicalId, properties }) => [physicalId, TableDefinition.parse(properties)]));
}

/** The keys of a table; `arn` is the table's. */
export function tableKeys(name: string, arn: string, definition: TableDefinition): TableKeys {
  const keys = keysOf(definition.KeySchema);
  const own = [keys.partitionKey, keys.sortKey].filter((key) => key !== undefined);
  const indexes = [...definition.GlobalSecondaryIndexes, ...definition.LocalSecondaryIndexes];

  return {
    name,
    arn,
    ...keys,
    indexes: new Map(
      indexes.map(({ IndexName, KeySchema, Projection }) => {
        const ownKeys = KeySchema.map(({ AttributeName }) => AttributeName);
        const projected =
          Projection.ProjectionType === 'ALL'
            ? undefined
            : new Set([...own, ...ownKeys, ...(Projection.NonKeyAttributes ?? [])]);

        return [IndexName, { ...keysOf(KeySchema), projected }];
      }),
    ),
  };
}

function keysOf(schema: TableDefinition['KeySchema']): { partitionKey: string; sortKey: string | undefined } {
  const partitionKey = schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  if (partitionKey === undefined) throw new Error('A table or index without partition key.');

  return { partitionKey, sortKey: schema.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName };
}
