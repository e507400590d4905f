import type { KeyedHashes } from '#ports/addresses.ts';
import { type Keyring, mac } from './keyring.ts';

/** 144 bits: no two addresses will ever share a partition. */
const HASH_BYTES = 18;

/** Hashes under the oldest key of the ring: suppressions must still match after years, and after a restore. */
export const keyedHashes = (keyring: Keyring): KeyedHashes => ({
  address: async (email) => mac(await keyring.first(), `address\n${email}`, HASH_BYTES),
  of: async (text) => mac(await keyring.first(), `text\n${text}`, HASH_BYTES),
});
