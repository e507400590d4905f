import type { withdrawalMethods } from '#contracts/event-values.ts';
import type { Channel, Locale, MailName } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';

/** Where an address's ledger stands: how many entries, and the hash of the last (empty before the first). */
export interface LedgerHead {
  readonly entries: number;
  readonly hash: string;
}

export const emptyLedger: LedgerHead = { entries: 0, hash: '' };

/** Who did it, as seen by the API gateway, never as claimed in a header. Of the network address, as much as the playbook lets us keep. */
export interface Viewer {
  readonly ip: string;
  readonly userAgent: string;
}

/** A box that was ticked on a form: what it said, word for word, and where it stood. */
export interface Requested {
  readonly kind: 'requested';
  readonly channel: Channel;
  readonly purpose: string;
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly wording: {
    readonly text: string;
    readonly sha256: string;
    readonly formId: string;
    readonly locale: Locale;
    /** The page the form stood on, without what follows a `?` or `#`. */
    readonly page?: string;
    /** The version of the privacy notice beside it. */
    readonly privacyNotice: string;
  };
}

/** The mail provider took the mail with the link of a request. */
export interface Mailed {
  readonly kind: 'mailed';
  readonly requestId: string;
  readonly mail: {
    readonly template: MailName;
    readonly locale: Locale;
    /** The playbook that the text is of, and the SHA-256 of subject and plain text as they were sent. */
    readonly playbook: string;
    readonly sha256: string;
    /** The provider's id. */
    readonly messageId: string;
    /** The key that the link was made with. */
    readonly keyId: string;
  };
}

/** The provider of the address took the mail. */
export interface Delivered {
  readonly kind: 'delivered';
  readonly requestId: string;
  readonly messageId: string;
  readonly deliveredAt: Instant;
}

/** How the owner of the address said yes: with the button behind the link of the opt-in mail, or on the preferences page, for what was confirmed before. */
export const confirmationMethods = ['button', 'preferences'] as const;
export type ConfirmationMethod = (typeof confirmationMethods)[number];

/** The owner of the address said yes. */
export interface Confirmed {
  readonly kind: 'confirmed';
  readonly channel: Channel;
  readonly purpose: string;
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly method: ConfirmationMethod;
}

/** How a consent came to its end. */
export type WithdrawalMethod = (typeof withdrawalMethods)[number];

export interface Withdrawn {
  readonly kind: 'withdrawn';
  readonly channel: Channel;
  readonly purpose: string;
  readonly requestId: string;
  /** Missing where nobody was there to be seen: a bounce, a complaint, a retention period. */
  readonly viewer?: Viewer;
  readonly method: WithdrawalMethod;
}

/** What happened to a consent, or to the mail that asked for it. */
export type Declaration = Requested | Mailed | Delivered | Confirmed | Withdrawn;

/** One entry of the append-only ledger; `previous` is the hash of the entry before it, so that a change in the past shows. */
export type ConsentEntry = Declaration & {
  readonly n: number;
  readonly at: Instant;
  readonly previous: string;
  readonly hash: string;
};

/** SHA-256 of a text, hex. */
export type Sha256 = (text: string) => string;

/** The hash of an entry: SHA-256 over its canonical JSON (keys sorted at every level, no white space), without the `hash` itself. */
export function entryHash(entry: object & { hash?: string }, sha256: Sha256): string {
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

/** A part of a ledger that was forgotten in time: the entries after `after`, up to and including `until`. */
export interface LedgerGap {
  readonly after: LedgerHead;
  readonly until: LedgerHead;
}

/** What of a ledger is not there any more, and rightly: where it begins now, and the gaps behind that. */
export interface ForgottenParts {
  readonly base?: LedgerHead | undefined;
  readonly gaps?: readonly LedgerGap[] | undefined;
}

/** JSON with the keys of each object in the order of their characters and no white space: the same bytes for the same value. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
