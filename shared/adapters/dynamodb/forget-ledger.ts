import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  paginateQuery,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { LedgerGap, LedgerHead } from '#domain/consent/ledger.ts';
import { forget } from '#domain/erasure/forget.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import type { Erasures } from '#ports/erasures.ts';
import { AddressItem, attributesOf, forgottenOf, stillForgotten } from './address-items.ts';
import { batchDelete } from './batch-delete.ts';
import { isConflict } from './conflicts.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { addressKey, consentKey, type Table } from './table.ts';

/** Keys read at once: one call reads them, twenty delete them. */
const A_PAGE = 500;
const Entry = z.looseObject({ n: z.int(), previous: z.string() });

/** What an erasure does to the ledger of the lead's address. */
export const forgetsLedger = (table: Table): Pick<Erasures, 'forget' | 'deleteEntries' | 'releaseAddress'> => ({
  forget: (addressHash, part) => forgetPart(table, addressHash, part),

  deleteEntries: async (addressHash, { after, until }) => {
    const pk = addressKey(addressHash);
    const { Items: items = [], LastEvaluatedKey: more } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: toItem({
          ':pk': pk,
          ':first': consentKey(after.entries + 1),
          ':last': consentKey(until.entries),
        }),
        ProjectionExpression: 'sk',
        ConsistentRead: true,
        Limit: A_PAGE,
      }),
    );
    const sortKeys = items.flatMap(({ sk }) => sk?.S ?? []);
    await batchDelete(table, pk, sortKeys);

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

/** Where the part of an address's ledger that is about a lead begins: what its first entry goes on from. */
export async function beginOf(table: Table, addressHash: string, leadId: string): Promise<LedgerHead | undefined> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :consent)',
      FilterExpression: 'leadId = :lead',
      ExpressionAttributeValues: toItem({ ':pk': addressKey(addressHash), ':consent': 'CONSENT#', ':lead': leadId }),
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

async function forgetPart(table: Table, addressHash: string, part: LedgerGap): Promise<void> {
  const { Item: item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: addressItemKey(addressHash), ConsistentRead: true }),
  );
  if (item === undefined) return;
  const before = forgottenOf(AddressItem.parse(fromItem(item)));
  const after = forget(before, part);
  if (after === before) return;
  const { expression, values } = stillForgotten(before);
  const set = Object.entries(attributesOf(after));
  const removed = ['ledgerBase', 'ledgerGaps'].filter((name) => !set.some(([one]) => one === name));
  const update = [
    `SET ${set.map(([name]) => `${name} = :${name}`).join(', ')}`,
    ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
  ];
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: addressItemKey(addressHash),
        UpdateExpression: update.join(' '),
        ConditionExpression: `attribute_exists(pk) AND ${expression}`,
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
          ...values,
        }),
      }),
    );
  } catch (error) {
    throw isConflict(error) ? new ConflictError(addressHash, { cause: error }) : error;
  }
}

const addressItemKey = (hash: string): Item => toItem({ pk: addressKey(hash), sk: 'ADDRESS' });
