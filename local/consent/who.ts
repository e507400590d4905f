import { readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoStoredLedgers } from '#adapters/dynamodb/stored-ledgers.ts';
import type { Table } from '#adapters/dynamodb/table.ts';
import { keyedHashes } from '#adapters/keyring/keyed-hashes.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { mailboxAddress } from '#app/mailbox-address.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import { ConsentProblem } from './consent-problem.ts';

/** The hashes that this table's own key makes. */
export const hashesOf = (table: Table): KeyedHashes => keyedHashes(keyring(readOnlyKeys(table), 'address'));

/** An address in the spelling under which it is kept. @throws ConsentProblem */
export function addressTyped(typed: string): string {
  const address = mailboxAddress(typed.trim());
  if (address === undefined) throw new ConsentProblem(`${typed} is no e-mail address.`);

  return address;
}

/** The keyed hash of an address, or of the address of a lead. @throws ConsentProblem */
export async function addressHashOf(
  table: Table,
  { address, lead }: { address?: string | undefined; lead?: string | undefined },
): Promise<string> {
  if (address !== undefined && lead !== undefined) throw new ConsentProblem('Either --address or --lead, not both.');
  if (address !== undefined) return hashesOf(table).address(addressTyped(address));
  const hash = lead === undefined ? undefined : await dynamoStoredLedgers(table).addressOf(lead);
  if (hash === undefined) throw new ConsentProblem(`There is no lead ${lead}, and nothing is kept of one.`);

  return hash;
}
