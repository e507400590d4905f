import { BatchGetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import {
  blockReasons,
  isBlock,
  refusalReasons,
  type Suppression,
  type SuppressionState,
} from '#domain/consent/suppression.ts';
import type { Suppressions } from '#ports/suppressions.ts';
import { fromItem, toItem } from './items.ts';
import { addressKey, type Table } from './table.ts';
import { UnreadAddressesError } from './unread-addresses-error.ts';

const Instant = z.iso.datetime({ precision: 3 });
const Listed = z.looseObject({
  pk: z.string(),
  block: z.optional(z.object({ reason: z.enum(blockReasons), at: Instant })),
  refusal: z.optional(z.object({ reason: z.enum(refusalReasons), at: Instant })),
});

/** The suppression list: a table of its own, which a restore of the leads leaves as it is (docs/adr/0040). `name` is the list's. */
export const dynamoSuppressions = ({ client, name }: Table): Suppressions => ({
  of: async (hashes) => {
    const keys = [...new Set(hashes)].map((hash) => toItem({ pk: addressKey(hash) }));
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [name]: { Keys: keys, ConsistentRead: true } } }),
    );
    // Not read is not the same as not listed.
    if (UnprocessedKeys?.[name]?.Keys?.length) throw new UnreadAddressesError('The suppression list was not read');

    return new Map((Responses?.[name] ?? []).map((item) => stateOf(Listed.parse(fromItem(item)))));
  },
});

const stateOf = ({ pk, block, refusal }: z.infer<typeof Listed>): [string, SuppressionState] => [
  pk.slice('ADDRESS#'.length),
  { ...(block && { block }), ...(refusal && { refusal }) },
];

/** The parts of a transaction that put addresses on the list. A block and a refusal stand side by side; who was erased is remembered for ever. */
export function suppressionParts(list: string, suppressions: readonly Suppression[]): TransactWriteItem[] {
  const byHash = Map.groupBy(suppressions, ({ hash }) => hash);

  return [...byHash].map(([hash, entries]) => {
    // `block` is a word of DynamoDB's own.
    const sets = entries.map(({ reason }) => (isBlock(reason) ? '#block = :block' : 'refusal = :refusal'));
    const values = entries.map(
      ({ reason, at, method }) => [isBlock(reason) ? ':block' : ':refusal', { reason, at, method }] as const,
    );
    const erased = entries.filter(({ reason }) => reason === 'erased').map(({ leadId }) => leadId);

    return {
      Update: {
        TableName: list,
        Key: toItem({ pk: addressKey(hash) }),
        UpdateExpression: `SET ${[...new Set(sets)].join(', ')}${erased.length > 0 ? ' ADD erasedLeads :erased' : ''}`,
        ...(entries.some(({ reason }) => isBlock(reason)) && { ExpressionAttributeNames: { '#block': 'block' } }),
        ExpressionAttributeValues: {
          ...toItem(Object.fromEntries(values)),
          ...(erased.length > 0 && { ':erased': { SS: erased } }),
        },
      },
    };
  });
}

/** The part of a transaction that ends a refusal: the owner of the address confirmed a new opt-in. A block stays. */
export const liftPart = (list: string, hash: string): TransactWriteItem => ({
  Update: { TableName: list, Key: toItem({ pk: addressKey(hash) }), UpdateExpression: 'REMOVE refusal' },
});
