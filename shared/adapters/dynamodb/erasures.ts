import { GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { erasureCauses } from '#contracts/event-values.ts';
import type { RecordChange } from '#domain/erasure/erasure-record.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import type { Erasures } from '#ports/erasures.ts';
import { batchDelete } from './batch-delete.ts';
import { isConflict } from './conflicts.ts';
import { erasureItem, erasureKey, erasureOf } from './erasure-items.ts';
import { beginOf, forgetsLedger } from './forget-ledger.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { HEAD } from './lead-items.ts';
import { leadKey, type Table } from './table.ts';

/** Keys read at once: one call reads them, twenty delete them. */
const A_PAGE = 500;

const Ledger = z.strictObject({ entries: z.int(), hash: z.string() });
/** Of a head no more than the erasure needs: one that is damaged elsewhere can be erased too. */
const Ordered = z.looseObject({
  addressHash: z.string(),
  ledger: Ledger,
  erasure: z.optional(z.looseObject({ because: z.enum(erasureCauses), requestedAt: z.string() })),
  optIn: z.looseObject({ everConfirmed: z.optional(z.boolean()) }),
});

/** Erasures in the table. */
export const dynamoErasures = (table: Table): Erasures => ({
  record: async (leadId) => {
    const item = await get(table, erasureKey(leadId));

    return item && erasureOf(item);
  },

  order: async (leadId) => {
    const item = await get(table, { pk: leadKey(leadId), sk: HEAD });
    if (item === undefined) return undefined;
    const { addressHash, ledger, erasure, optIn } = Ordered.parse(fromItem(item));
    if (erasure === undefined) return undefined;
    const { because, requestedAt } = erasure;
    const after = await beginOf(table, addressHash, leadId);
    const proof = after === undefined ? {} : { proof: { after, until: ledger } };

    return { leadId, because, requestedAt, addressHash, keepsProof: optIn.everConfirmed === true, ...proof };
  },

  save: async (change) => {
    await unlessConflict(change, table.client.send(new PutItemCommand(recordPut(table, change))));
  },

  items: async (leadId) => {
    const { Items: items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': leadKey(leadId) }),
        ProjectionExpression: 'sk',
        ConsistentRead: true,
        Limit: A_PAGE,
      }),
    );

    return items.flatMap(({ sk }) => (sk?.S === undefined || sk.S === HEAD ? [] : [sk.S]));
  },

  delete: (leadId, sortKeys) => batchDelete(table, leadKey(leadId), sortKeys),

  finish: async (change) => {
    const head = {
      TableName: table.name,
      Key: toItem({ pk: leadKey(change.record.leadId), sk: HEAD }),
      ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(erasure)',
    };
    const parts = [{ Delete: head }, { Put: recordPut(table, change) }];
    await unlessConflict(change, table.client.send(new TransactWriteItemsCommand({ TransactItems: parts })));
  },

  ...forgetsLedger(table),
});

async function get(table: Table, key: { pk: string; sk: string }): Promise<Item | undefined> {
  const { Item: item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem(key), ConsistentRead: true }),
  );

  return item;
}

/** Puts the record in place of the revision before. */
function recordPut(table: Table, change: RecordChange) {
  const { revision } = change.record;
  const since =
    revision === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'revision = :revision',
          ExpressionAttributeValues: toItem({ ':revision': revision - 1 }),
        };

  return { TableName: table.name, Item: erasureItem(change), ...since };
}

async function unlessConflict({ record: { leadId } }: RecordChange, write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    throw isConflict(error) ? new ConflictError(leadId, { cause: error }) : error;
  }
}
