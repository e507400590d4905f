import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '#domain/instant.ts';
import type { ServerKeys } from '#ports/server-keys.ts';

/** A key as it is kept: the hash of its secret, never the secret. */
export interface StoredServerKey {
  readonly id: string;
  /** The system it was issued to. */
  readonly name: string;
  /** SHA-256 of the secret, hex. The secret is 256 random bits: nothing is won by hashing slowly. */
  readonly hash: string;
  readonly issuedAt: Instant;
  readonly revokedAt?: Instant;
}

/** Where keys of other systems are kept: all of them. */
export interface ServerKeyStore {
  all(): Promise<StoredServerKey[]>;
}

const KEY = /^gp_([0-9a-f]{8})_([\w-]{43})$/;
/** A revoked key stops to work within this time, also where it was read before. */
const GOOD_FOR = 60_000;
/** A stranger's guesses make no more reads than one in this time. */
const NOT_AGAIN_WITHIN = 1_000;
const nobody = '0'.repeat(64);

/** A new key `gp_<id>_<secret>`: what its owner gets, once, and what is kept. */
export function makeServerKey(name: string, now: Instant): { key: string; stored: StoredServerKey } {
  const id = randomBytes(4).toString('hex');
  const secret = randomBytes(32).toString('base64url');

  return { key: `gp_${id}_${secret}`, stored: { id, name, hash: hashOf(secret), issuedAt: now } };
}

/** Checks keys in constant time. They are read when first asked for, every minute, and for an id that is not known. `now` in ms. */
export function serverKeys(store: ServerKeyStore, now: () => number = Date.now): ServerKeys {
  let keys: readonly StoredServerKey[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  const read = async () => {
    keys = await store.all();
    readAt = now();
  };

  return {
    senderOf: async (key) => {
      const [, id, secret = ''] = KEY.exec(key) ?? [];
      if (id === undefined) return undefined;
      const find = () => keys.find((stored) => stored.id === id);
      const age = now() - readAt;
      if (age >= GOOD_FOR || (find() === undefined && age >= NOT_AGAIN_WITHIN)) await read();
      const stored = find();
      const genuine = timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(stored?.hash ?? nobody));

      return genuine && stored?.revokedAt === undefined ? stored?.name : undefined;
    },
  };
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
