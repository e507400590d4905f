import type * as z from 'zod';
import { type Item, keyText } from './attribute-value.ts';
import { type DynamoDbOperation, type DynamoDbRequest, isDynamoDbOperation, requests } from './dynamodb-requests.ts';
import type { Authorization } from './iam.ts';
import type { TableKeys } from './table-keys.ts';

export type FindTable = (name: string) => TableKeys;

type Mapping = (body: unknown, table: FindTable) => readonly Authorization[];

const mapping =
  <Schema extends z.ZodType>(
    schema: Schema,
    map: (request: z.infer<Schema>, table: FindTable) => readonly Authorization[],
  ): Mapping =>
  (body, table) =>
    map(schema.parse(body), table);

/**
 * What each data operation needs to be allowed, per https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html:
 * batches under their own action with all leading keys at once, transactions item by item under the single operations' actions.
 */
const mappings: Readonly<Record<DynamoDbOperation, Mapping>> = {
  GetItem: mapping(requests.GetItem, ({ TableName, Key }, table) => [onItems('GetItem', table(TableName), [Key])]),
  PutItem: mapping(requests.PutItem, ({ TableName, Item }, table) => [onItems('PutItem', table(TableName), [Item])]),
  UpdateItem: mapping(requests.UpdateItem, ({ TableName, Key }, table) => [
    onItems('UpdateItem', table(TableName), [Key]),
  ]),
  DeleteItem: mapping(requests.DeleteItem, ({ TableName, Key }, table) => [
    onItems('DeleteItem', table(TableName), [Key]),
  ]),
  Query: mapping(requests.Query, (request, table) => {
    const { arn, partitionKey } = queried(table(request.TableName), request.IndexName);

    return [authorization('Query', arn, queriedKeys(request, partitionKey))];
  }),
  Scan: mapping(requests.Scan, (request, table) => [scanned(request, table(request.TableName))]),
  BatchGetItem: mapping(requests.BatchGetItem, ({ RequestItems }, table) =>
    Object.entries(RequestItems).map(([name, { Keys }]) => onItems('BatchGetItem', table(name), Keys)),
  ),
  BatchWriteItem: mapping(requests.BatchWriteItem, ({ RequestItems }, table) =>
    Object.entries(RequestItems).map(([name, writes]) =>
      onItems(
        'BatchWriteItem',
        table(name),
        writes.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {}),
      ),
    ),
  ),
  TransactGetItems: mapping(requests.TransactGetItems, ({ TransactItems }, table) =>
    TransactItems.map(({ Get: { TableName, Key } }) => onItems('GetItem', table(TableName), [Key])),
  ),
  TransactWriteItems: mapping(requests.TransactWriteItems, ({ TransactItems }, table) =>
    TransactItems.flatMap(({ Put, Update, Delete, ConditionCheck }) => [
      ...(Put ? [onItems('PutItem', table(Put.TableName), [Put.Item])] : []),
      ...(Update ? [onItems('UpdateItem', table(Update.TableName), [Update.Key])] : []),
      ...(Delete ? [onItems('DeleteItem', table(Delete.TableName), [Delete.Key])] : []),
      ...(ConditionCheck ? [onItems('ConditionCheckItem', table(ConditionCheck.TableName), [ConditionCheck.Key])] : []),
    ]),
  ),
};

/** What a DynamoDB call needs to be allowed. Throws ZodError for a request that is not of its operation's shape. */
export function dynamoDbAuthorizations(operation: string, body: unknown, table: FindTable): readonly Authorization[] {
  return isDynamoDbOperation(operation)
    ? mappings[operation](body, table)
    : [{ action: `dynamodb:${operation}`, resource: '*', context: {} }];
}

function onItems(action: string, { arn, partitionKey }: TableKeys, items: readonly Item[]): Authorization {
  return authorization(
    action,
    arn,
    items.flatMap((item) => keyText(item[partitionKey]) ?? []),
  );
}

function authorization(action: string, resource: string, leadingKeys: readonly string[]): Authorization {
  return { action: `dynamodb:${action}`, resource, context: { 'dynamodb:leadingkeys': [...new Set(leadingKeys)] } };
}

function queried(table: TableKeys, index: string | undefined): { arn: string; partitionKey: string } {
  if (index === undefined) return table;

  return {
    arn: `${table.arn}/index/${index}`,
    partitionKey: table.indexes.get(index)?.partitionKey ?? table.partitionKey,
  };
}

/** A scan names no key. What it reads of the items are the attributes in its projection and filter, by their top level. */
function scanned(request: DynamoDbRequest<'Scan'>, table: TableKeys): Authorization {
  const { IndexName, Select, ProjectionExpression, FilterExpression, ExpressionAttributeNames: names } = request;
  const { action, resource, context } = authorization('Scan', queried(table, IndexName).arn, []);
  const paths = `${ProjectionExpression} ${FilterExpression}`.matchAll(/(?<![.:#\w])#?[A-Za-z_]\w*(?!\w*\s*\()/g);
  const attributes = [...paths]
    .map(([path]) => names[path] ?? path)
    .filter((name) => !reserved.has(name.toUpperCase()));

  return {
    action,
    resource,
    context: {
      ...context,
      'dynamodb:attributes': [...new Set(attributes)],
      'dynamodb:select': Select === undefined ? [] : [Select],
    },
  };
}

/** Words of expressions that are no attributes. */
const reserved = new Set(['AND', 'OR', 'NOT', 'IN', 'BETWEEN']);

/** The partition key's value in `#pk = :value` or `:value = pk`, wherever it stands in the key condition. */
function queriedKeys(request: DynamoDbRequest<'Query'>, partitionKey: string): string[] {
  const legacy = request.KeyConditions[partitionKey]?.AttributeValueList.flatMap((value) => keyText(value) ?? []);
  if (legacy !== undefined) return legacy;
  const { KeyConditionExpression = '', ExpressionAttributeNames: names, ExpressionAttributeValues: values } = request;
  for (const [, left = '', right = ''] of KeyConditionExpression.matchAll(/([#:]?[\w.-]+)\s*=\s*([#:]?[\w.-]+)/g)) {
    const [name, placeholder] = left.startsWith(':') ? [right, left] : [left, right];
    const value = keyText(values[placeholder]);
    if ((names[name] ?? name) === partitionKey && value !== undefined) return [value];
  }

  return [];
}
