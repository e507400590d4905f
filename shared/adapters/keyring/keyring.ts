import { createHmac } from 'node:crypto';
import { EmptyKeyringError } from './empty-keyring-error.ts';

export interface Key {
  readonly id: string;
  readonly secret: Buffer;
}

/** Where keys are kept: all of one purpose, the oldest first. */
export interface KeyStore {
  all(purpose: string): Promise<Key[]>;
}

/** The keys of one purpose, read once per cold start and when an unknown key id is met. */
export interface Keyring {
  /** The oldest key: for hashes that must stay the same for ever. */
  first(): Promise<Key>;
  /** The newest key: for new tokens. */
  newest(): Promise<Key>;
  byId(id: string): Promise<Key | undefined>;
}

/** A stranger's guesses at key ids make no more reads than one in this time. */
const NOT_AGAIN_WITHIN = 1_000;

/** Reads the keys when first asked; a failed read is tried again at the next call. `warm` begins the read at once. `now` in ms. */
export function keyring(store: KeyStore, purpose: string, now: () => number = Date.now): Keyring & { warm(): void } {
  let missedAt = Number.NEGATIVE_INFINITY;
  let keys: Promise<Key[]> | undefined;
  const forget = () => {
    keys = undefined;
  };
  const read = () => {
    keys ??= store.all(purpose).then(
      (found) => {
        // Whoever needs the first key makes it: perhaps soon.
        if (found.length === 0) forget();
        return found;
      },
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    return keys;
  };
  const pick = async (index: number) => {
    const key = (await read()).at(index);
    if (key === undefined) throw new EmptyKeyringError(purpose);
    return key;
  };

  return {
    warm: () => void read().catch(() => undefined),
    first: () => pick(0),
    newest: () => pick(-1),
    byId: async (id) => {
      const found = (await read()).find((key) => key.id === id);
      if (found !== undefined || Math.abs(now() - missedAt) < NOT_AGAIN_WITHIN) return found;
      missedAt = now();
      // Perhaps a key that was added since.
      forget();
      return (await read()).find((key) => key.id === id);
    },
  };
}

/** HMAC-SHA-256, the first `bytes` of it, base64url. */
export const mac = (key: Key, text: string, bytes: number): string =>
  createHmac('sha256', key.secret).update(text).digest().subarray(0, bytes).toString('base64url');
