import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { erasureCauses } from '#contracts/events.ts';
import type { LedgerGap, LedgerHead } from '#domain/consent/ledger.ts';
import type { RecordChange } from '#domain/erasure/erasure-record.ts';
import { forget } from '#domain/erasure/forget.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import type { Erasures } from '#ports/erasures.ts';
import { AddressItem, attributesOf, forgottenOf, stillForgotten } from './address-items.ts';
import { batchDelete } from './batch-delete.ts';
import { isConflict } from './conflicts.ts';
import { erasureItem, erasureKey, erasureOf } from './erasure-items.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { HEAD } from './lead-items.ts';
import { addressKey, consentKey, leadKey, type Table } from './table.ts';

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
const Entry = z.looseObject({ n: z.int(), previous: z.string() });

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
    const { expression, values } = sinceRead(change);
    try {
      await table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: erasureItem(change),
          ConditionExpression: expression,
          ...(values && { ExpressionAttributeValues: values }),
        }),
      );
    } catch (error) {
      throw isConflict(error) ? new ConflictError(change.record.leadId, { cause: error }) : error;
    }
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
    const { expression, values } = sinceRead(change);
    const { leadId } = change.record;
    try {
      await table.client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            {
              Delete: {
                TableName: table.name,
                Key: toItem({ pk: leadKey(leadId), sk: HEAD }),
                ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(erasure)',
              },
            },
            {
              Put: {
                TableName: table.name,
                Item: erasureItem(change),
                ConditionExpression: expression,
                ...(values && { ExpressionAttributeValues: values }),
              },
            },
          ],
        }),
      );
    } catch (error) {
      throw isConflict(error) ? new ConflictError(leadId, { cause: error }) : error;
    }
  },

  forget: (addressHash, part) => forgetPart(table, addressHash, part),

  deleteEntries: async (addressHash, { after, until }) => {
    const { Items: items = [], LastEvaluatedKey: more } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: toItem({
          ':pk': addressKey(addressHash),
          ':first': consentKey(after.entries + 1),
          ':last': consentKey(until.entries),
        }),
        ProjectionExpression: 'sk',
        ConsistentRead: true,
        Limit: A_PAGE,
      }),
    );
    await batchDelete(
      table,
      addressKey(addressHash),
      items.flatMap(({ sk }) => sk?.S ?? []),
    );

    return more !== undefined;
  },

  releaseAddress: async (addressHash) => {
    try {
      await table.client.send(
        new DeleteItemCommand({
          TableName: table.name,
          Key: addressItemKey(addressHash),
          ConditionExpression:
            'attribute_not_exists(leadId) AND (ledger.entries = :none OR ledger.entries = ledgerBase.entries)',
          ExpressionAttributeValues: toItem({ ':none': 0 }),
        }),
      );
    } catch (error) {
      // Somebody has it again, or an earlier lead's proof is kept there.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});

const addressItemKey = (hash: string): Item => toItem({ pk: addressKey(hash), sk: 'ADDRESS' });

async function get(table: Table, key: { pk: string; sk: string }): Promise<Item | undefined> {
  const { Item: item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem(key), ConsistentRead: true }),
  );

  return item;
}

/** Where the part of an address's ledger that is about a lead begins: what its first entry goes on from. */
async function beginOf(table: Table, addressHash: string, leadId: string): Promise<LedgerHead | undefined> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :consent)',
      FilterExpression: 'leadId = :lead',
      ExpressionAttributeValues: toItem({
        ':pk': addressKey(addressHash),
        ':consent': 'CONSENT#',
        ':lead': leadId,
      }),
      ConsistentRead: true,
    },
  );
  for await (const { Items: [item] = [] } of pages) {
    if (item === undefined) continue;
    const { n, previous } = Entry.parse(fromItem(item));

    return { entries: n - 1, hash: previous };
  }

  return undefined;
}

const sinceRead = ({ record: { revision } }: RecordChange): { expression: string; values?: Item } =>
  revision === 1
    ? { expression: 'attribute_not_exists(pk)' }
    : { expression: 'revision = :revision', values: toItem({ ':revision': revision - 1 }) };

async function forgetPart(table: Table, addressHash: string, part: LedgerGap): Promise<void> {
  const item = await get(table, { pk: addressKey(addressHash), sk: 'ADDRESS' });
  if (item === undefined) return;
  const before = forgottenOf(AddressItem.parse(fromItem(item)));
  const after = forget(before, part);
  if (after === before) return;
  const unchanged = stillForgotten(before);
  const set = Object.entries(attributesOf(after)).map(([name, value]) => [name, `:${name}`, value] as const);
  const removed = ['ledgerBase', 'ledgerGaps'].filter((name) => !set.some(([one]) => one === name));
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: addressItemKey(addressHash),
        UpdateExpression: `SET ${set.map(([name, value]) => `${name} = ${value}`).join(', ')}${removed.length > 0 ? ` REMOVE ${removed.join(', ')}` : ''}`,
        ConditionExpression: `attribute_exists(pk) AND ${unchanged.expression}`,
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(set.map(([, key, value]) => [key, value])),
          ...unchanged.values,
        }),
      }),
    );
  } catch (error) {
    throw isConflict(error) ? new ConflictError(addressHash, { cause: error }) : error;
  }
}
