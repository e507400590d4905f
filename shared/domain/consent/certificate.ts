import type { Instant } from '../instant.ts';
import { consentKeyOf } from './consents.ts';
import {
  type Confirmed,
  type ConsentEntry,
  canonicalJson,
  type LedgerHead,
  type Requested,
  type Sha256,
  type Withdrawn,
} from './ledger.ts';
import { type LedgerFault, ledgerFault } from './ledger-fault.ts';

/** Names what the certificate looks like; another form of it gets another number. */
export const CERTIFICATE_FORMAT = 'goldpan-consent-certificate/1';

/** Who issues a certificate, to whom, and when. */
export interface Issue {
  readonly at: Instant;
  /** The company that keeps the ledger. */
  readonly by: string;
  readonly imprint: string;
  /** To the person it is about, on the page behind a link that only the address got; or to whoever operates the system. */
  readonly to: 'person' | 'operator';
}

/**
 * The proof of one lead's consents: its part of the ledger, entry by entry as it was hashed. Nothing in it is said twice: what a reader sees is made of the
 * entries, and they are what the hashes are of.
 */
export interface Certificate {
  readonly format: typeof CERTIFICATE_FORMAT;
  readonly issued: Issue;
  readonly subject: {
    readonly lead: string;
    /** Missing where it is not known any more: the lead was erased. */
    readonly address?: string;
    readonly addressHash: string;
  };
  readonly ledger: {
    /** Where the address's ledger stood before this lead came. */
    readonly after: LedgerHead;
    readonly entries: readonly ConsentEntry[];
    /** Where the ledger stands, as kept apart from the entries. */
    readonly head: LedgerHead;
  };
  readonly verification: string;
}

const VERIFICATION =
  'node verify-certificate.mjs <this file>. The script and how to do it by hand: docs/verify-certificate.mjs and docs/certificate.md in the source of Goldpan.';

/** What is certified: a lead's entries in their order, and where the ledger stands by what is kept apart from them, if that is known. */
export interface Proven {
  readonly leadId: string;
  readonly addressHash: string;
  readonly address?: string | undefined;
  readonly entries: readonly ConsentEntry[];
  readonly head?: LedgerHead | undefined;
}

/** The certificate of a lead's consents. */
export function certificateOf(
  { leadId, addressHash, address, entries, head }: Proven,
  { at, by, imprint, to }: Issue,
): Certificate {
  const first = entries[0];
  const last = entries.at(-1);
  const after = { entries: (first?.n ?? 1) - 1, hash: first?.previous ?? '' };

  return {
    format: CERTIFICATE_FORMAT,
    issued: { at, by, imprint, to },
    subject: { lead: leadId, ...(address === undefined ? {} : { address }), addressHash },
    ledger: { after, entries, head: head ?? (last === undefined ? after : { entries: last.n, hash: last.hash }) },
    verification: VERIFICATION,
  };
}

/** The certificate as a file: canonical JSON, so that each entry stands in it with the very bytes that were hashed. */
export const certificateFile = (certificate: Certificate): string => `${canonicalJson(certificate)}\n`;

/** The first entry of the certificate that is not what was written. */
export const certificateFault = (
  { ledger: { after: base, entries, head } }: Certificate,
  sha256: Sha256,
): LedgerFault | undefined =>
  ledgerFault(
    entries.map((entry) => ({ place: entry.n, entry })),
    sha256,
    { base, head },
  ) ?? wordingFault(entries, sha256);

/** The wording is under the entry's hash, and has one of its own that the form showed with it. */
function wordingFault(entries: readonly ConsentEntry[], sha256: Sha256): LedgerFault | undefined {
  const wrong = entries.find(
    (entry) => entry.kind === 'requested' && sha256(entry.wording.text) !== entry.wording.sha256,
  );

  return wrong && { n: wrong.n, what: 'changed' };
}

/** A request and what came of it, in order. */
export interface CertifiedRequest {
  readonly requestId: string;
  readonly entries: readonly ConsentEntry[];
}

/** The entries by the request that they belong to, in the order in which the requests began. */
export const requestsOf = (entries: readonly ConsentEntry[]): CertifiedRequest[] =>
  [...Map.groupBy(entries, ({ requestId }) => requestId)].map(([requestId, list]) => ({ requestId, entries: list }));

/** An entry that says something about one consent. */
export type Declared = Extract<ConsentEntry, Requested | Confirmed | Withdrawn>;

/** How each consent stands by the ledger alone: what was said last about it. A form sent once more changes nothing about what was confirmed. */
export function standingOf(entries: readonly ConsentEntry[]): Declared[] {
  const standing = new Map<string, Declared>();
  for (const entry of entries) {
    if (entry.kind === 'mailed' || entry.kind === 'delivered') continue;
    const key = consentKeyOf(entry);
    if (entry.kind !== 'requested' || standing.get(key)?.kind !== 'confirmed') standing.set(key, entry);
  }

  return [...standing.values()];
}
