import { setTimeout as pause } from 'node:timers/promises';
import { BatchGetItemCommand, type BatchGetItemCommandOutput, type KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { KeyedHashes } from '#ports/addresses.ts';
import type { KnownAddresses } from '#ports/known-addresses.ts';
import { EmptyKeyringError } from '../keyring/empty-keyring-error.ts';
import { fromItem } from './items.ts';
import { addressKey, type Table } from './table.ts';
import { UnreadAddressesError } from './unread-addresses-error.ts';

const ATTEMPTS = 6;
const FIRST_PAUSE = 50;
/** Whose lead was erased has none. */
const Owned = z.looseObject({ pk: z.string(), leadId: z.optional(z.string()) });

/** Finds leads by the keyed hashes of their addresses. @throws UnreadAddressesError when the table leaves some unread after six attempts. */
export const dynamoKnownAddresses = (table: Table, hashes: KeyedHashes): KnownAddresses => ({
  leadsOf: async (emails) => {
    const keys = await partitions(hashes, emails);
    if (keys.size === 0) return new Map();
    const owners = await read(table, [...new Set(keys.values())]);

    return new Map(
      [...keys].flatMap(([email, pk]): [string, string][] => {
        const leadId = owners.get(pk);
        return leadId === undefined ? [] : [[email, leadId]];
      }),
    );
  },
});

/** Empty while no address was ever kept: then there is no key to hash with either. */
async function partitions(hashes: KeyedHashes, emails: readonly string[]): Promise<Map<string, string>> {
  try {
    return new Map(
      await Promise.all(emails.map(async (email) => [email, addressKey(await hashes.address(email))] as const)),
    );
  } catch (error) {
    if (error instanceof EmptyKeyringError) return new Map();
    throw error;
  }
}

async function read(table: Table, partitionKeys: readonly string[]): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  let left: KeysAndAttributes | undefined = {
    Keys: partitionKeys.map((pk) => ({ pk: { S: pk }, sk: { S: 'ADDRESS' } })),
    ConsistentRead: true,
  };
  for (let attempt = 0; attempt < ATTEMPTS && left !== undefined; attempt++) {
    if (attempt > 0) await pause(Math.random() * FIRST_PAUSE * 2 ** attempt);
    const answer: BatchGetItemCommandOutput = await table.client.send(
      new BatchGetItemCommand({ RequestItems: { [table.name]: left } }),
    );
    for (const item of answer.Responses?.[table.name] ?? []) {
      const { pk, leadId } = Owned.parse(fromItem(item));
      if (leadId !== undefined) owners.set(pk, leadId);
    }
    const unread = answer.UnprocessedKeys?.[table.name];
    left = unread?.Keys?.length ? unread : undefined;
  }
  if (left !== undefined) throw new UnreadAddressesError(`Addresses were not read after ${ATTEMPTS} attempts`);

  return owners;
}
