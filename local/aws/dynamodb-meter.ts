import * as z from 'zod';
import { Item } from './attribute-value.ts';
import type { FindTable } from './dynamodb-calls.ts';
import { type DynamoDbOperation, isDynamoDbOperation, requests } from './dynamodb-requests.ts';
import { DynamoDbUnits, readUnits } from './dynamodb-units.ts';
import type { Meter } from './meter.ts';
import type { TableKeys } from './table-keys.ts';

type Consumed = { readonly read?: number; readonly write?: number };
/** Counts one operation. `failed` says that a condition did not hold. */
type Count = (request: unknown, answer: unknown, failed: boolean) => Consumed;

const answers = {
  GetItem: z.object({ Item: Item.optional() }),
  Query: z.object({
    Items: z.array(Item).default([]),
    Count: z.number().default(0),
    ScannedCount: z.number().default(0),
  }),
  BatchGetItem: z.object({ Responses: z.record(z.string(), z.array(Item)).default({}) }),
  TransactGetItems: z.object({ Responses: z.array(z.object({ Item: Item.optional() })).default([]) }),
  BatchWriteItem: z.object({
    UnprocessedItems: z.record(z.string(), requests.BatchWriteItem.shape.RequestItems.valueType).default({}),
  }),
  UpdateItem: z.object({ Attributes: Item.optional() }),
};
const Failure = z.object({ __type: z.string(), message: z.string().optional(), Message: z.string().optional() });

/** Adds the read and write units of each DynamoDB call to the meter, computed from the sizes of the items it moves. */
export function dynamoDbMeter(
  meter: Meter,
  table: FindTable,
): (operation: string, request: unknown, answer: { ok: boolean; body: unknown }) => void {
  const counts = countsOf(new DynamoDbUnits(), table);

  return (operation, request, { ok, body }) => {
    const failed = !ok && conditionFailed(body);
    if (!isDynamoDbOperation(operation) || (!ok && !failed)) return;
    const { read = 0, write = 0 } = counts[operation](request, failed ? {} : body, failed);
    if (read > 0) meter.add('readUnits', read);
    if (write > 0) meter.add('writeUnits', write);
  };
}

/** Other refusals (a malformed request, a throttle) cost nothing. */
function conditionFailed(body: unknown): boolean {
  const { __type: type = '', message, Message } = Failure.safeParse(body).data ?? {};

  return (
    type.endsWith('ConditionalCheckFailedException') ||
    (type.endsWith('TransactionCanceledException') && (message ?? Message ?? '').includes('ConditionalCheckFailed'))
  );
}

function countsOf(units: DynamoDbUnits, table: FindTable): Readonly<Record<DynamoDbOperation, Count>> {
  const page: Count = (request, answer) => {
    const { TableName, ConsistentRead } = requests.Scan.parse(request);
    const { Items, Count: count, ScannedCount } = answers.Query.parse(answer);
    const returned = total(Items.map((item) => units.readSize(table(TableName), item)));
    // Items that a filter dropped were read as well; they count as large as the others.
    const bytes = count === 0 ? 0 : (returned * Math.max(count, ScannedCount)) / count;

    return { read: readUnits(bytes, ConsistentRead === true ? 'strong' : 'eventual') };
  };

  return {
    GetItem(request, answer) {
      const { TableName, ConsistentRead } = requests.GetItem.parse(request);
      const { Item: item = {} } = answers.GetItem.parse(answer);

      return {
        read: readUnits(units.readSize(table(TableName), item), ConsistentRead === true ? 'strong' : 'eventual'),
      };
    },
    Query: page,
    Scan: page,
    BatchGetItem(request, answer) {
      const { Responses } = answers.BatchGetItem.parse(answer);
      const read = Object.entries(requests.BatchGetItem.parse(request).RequestItems).map(
        ([name, { Keys, ConsistentRead }]) => {
          const consistency = ConsistentRead === true ? 'strong' : 'eventual';
          const found = Responses[name] ?? [];
          const missing = Math.max(0, Keys.length - found.length) * readUnits(0, consistency);

          return missing + total(found.map((item) => readUnits(units.readSize(table(name), item), consistency)));
        },
      );

      return { read: total(read) };
    },
    TransactGetItems(request, answer) {
      const { TransactItems } = requests.TransactGetItems.parse(request);
      const { Responses } = answers.TransactGetItems.parse(answer);

      return {
        read: total(
          TransactItems.map(({ Get }, index) =>
            readUnits(units.readSize(table(Get.TableName), Responses[index]?.Item ?? {}), 'transactional'),
          ),
        ),
      };
    },
    PutItem(request, _answer, failed) {
      const { TableName, Item: item } = requests.PutItem.parse(request);

      return { write: units.put(table(TableName), item, { failed }) };
    },
    UpdateItem(request, answer, failed) {
      const { TableName, Key } = requests.UpdateItem.parse(request);
      const { Attributes } = answers.UpdateItem.parse(answer);
      const whole = Attributes !== undefined && hasKeys(table(TableName), Attributes) ? Attributes : undefined;

      return {
        write: failed || whole === undefined ? units.touch(table(TableName), Key) : units.put(table(TableName), whole),
      };
    },
    DeleteItem(request, _answer, failed) {
      const { TableName, Key } = requests.DeleteItem.parse(request);

      return { write: units.delete(table(TableName), Key, { failed }) };
    },
    BatchWriteItem(request, answer) {
      const { UnprocessedItems } = answers.BatchWriteItem.parse(answer);
      const write = Object.entries(requests.BatchWriteItem.parse(request).RequestItems).map(([name, writes]) => {
        const left = new Set((UnprocessedItems[name] ?? []).map((each) => JSON.stringify(each)));

        return total(
          writes
            .filter((each) => !left.has(JSON.stringify(each)))
            .map(({ PutRequest, DeleteRequest }) =>
              PutRequest
                ? units.put(table(name), PutRequest.Item)
                : units.delete(table(name), DeleteRequest?.Key ?? {}),
            ),
        );
      });

      return { write: total(write) };
    },
    TransactWriteItems(request, _answer, failed) {
      const kind = { transactional: true, failed };
      const write = requests.TransactWriteItems.parse(request).TransactItems.map(
        ({ Put, Delete, Update, ConditionCheck }) => {
          if (Put) return units.put(table(Put.TableName), Put.Item, kind);
          if (Delete) return units.delete(table(Delete.TableName), Delete.Key, kind);
          const touched = Update ?? ConditionCheck;

          return touched ? units.touch(table(touched.TableName), touched.Key, kind) : 0;
        },
      );

      return { write: total(write) };
    },
  };
}

const hasKeys = ({ partitionKey, sortKey }: TableKeys, item: Item) =>
  item[partitionKey] !== undefined && (sortKey === undefined || item[sortKey] !== undefined);
const total = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0);
