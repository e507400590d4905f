import type { Channel, Locale } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';

/** Where an address's ledger stands: how many entries, and the hash of the last (empty before the first). */
export interface LedgerHead {
  readonly entries: number;
  readonly hash: string;
}

export const emptyLedger: LedgerHead = { entries: 0, hash: '' };

/** Who did it, as seen by the API gateway, never as claimed in a header. */
export interface Viewer {
  readonly ip: string;
  readonly userAgent: string;
}

/** What happened to one consent. */
export interface Declaration {
  readonly kind: 'requested' | 'confirmed' | 'withdrawn';
  readonly channel: Channel;
  readonly purpose: string;
  readonly requestId: string;
  readonly viewer: Viewer;
  /** On a request: the exact wording shown, its SHA-256, and where it stood. */
  readonly wording?: {
    readonly text: string;
    readonly sha256: string;
    readonly formId: string;
    readonly locale: Locale;
    readonly page?: string;
  };
}

/** One entry of the append-only ledger; `previous` is the hash of the entry before it, so that a change in the past shows. */
export interface ConsentEntry extends Declaration {
  readonly n: number;
  readonly at: Instant;
  readonly previous: string;
  readonly hash: string;
}

/** SHA-256 of a text, hex. */
export type Sha256 = (text: string) => string;

/** The hash of an entry: SHA-256 over its canonical JSON (keys sorted at every level, no white space), without the `hash` itself. */
export function entryHash(entry: Omit<ConsentEntry, 'hash'> & { hash?: string }, sha256: Sha256): string {
  const { hash: _, ...content } = entry;

  return sha256(canonicalJson(content));
}

/** Appends declarations to a ledger, each chained to the one before. */
export function append(
  ledger: LedgerHead,
  declarations: readonly Declaration[],
  at: Instant,
  sha256: Sha256,
): { ledger: LedgerHead; entries: ConsentEntry[] } {
  const entries: ConsentEntry[] = [];
  let head = ledger;
  for (const declaration of declarations) {
    const content = { ...declaration, n: head.entries + 1, at, previous: head.hash };
    const entry = { ...content, hash: entryHash(content, sha256) };
    entries.push(entry);
    head = { entries: entry.n, hash: entry.hash };
  }

  return { ledger: head, entries };
}

/** The number of the first entry that is changed, removed or out of order; undefined when the chain is whole. */
export function firstBrokenEntry(entries: readonly ConsentEntry[], sha256: Sha256): number | undefined {
  let head = emptyLedger;
  for (const entry of entries) {
    if (entry.n !== head.entries + 1 || entry.previous !== head.hash || entry.hash !== entryHash(entry, sha256)) {
      return head.entries + 1;
    }
    head = { entries: entry.n, hash: entry.hash };
  }

  return undefined;
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
