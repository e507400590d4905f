import type { Instant } from '../instant.ts';
import { type ConsentRef, consentKeyOf } from './consents.ts';
import type { ConsentEntry, Requested } from './ledger.ts';

/** What a consent says, word for word, and when its box was ticked. */
export type Wording = Requested['wording'] & { readonly requestedAt: Instant };

/**
 * The wording that each consent stands on, by its key: the last that was shown before it was confirmed, or the last shown while nobody confirmed it since it
 * was withdrawn. A form that was sent once more since has changed nothing about what was confirmed.
 */
export function wordingsOf(entries: readonly ConsentEntry[]): ReadonlyMap<string, Wording> {
  const standing = new Map<string, { wording: Wording; isConfirmed: boolean }>();
  const asked = new Map<string, Wording>();
  for (const entry of entries) {
    if (entry.kind !== 'requested' && entry.kind !== 'confirmed' && entry.kind !== 'withdrawn') continue;
    const key = consentKeyOf(entry);
    const before = standing.get(key);
    if (entry.kind === 'requested') {
      const wording = { ...entry.wording, requestedAt: entry.at };
      asked.set(key, wording);
      if (before?.isConfirmed !== true) standing.set(key, { wording, isConfirmed: false });
      continue;
    }
    const wording = entry.kind === 'confirmed' ? asked.get(key) : before?.wording;
    if (wording !== undefined) standing.set(key, { wording, isConfirmed: entry.kind === 'confirmed' });
  }

  return new Map([...standing].map(([key, { wording }]) => [key, wording]));
}

/** Whether the owner of the address ever confirmed this consent. */
export const wasConfirmed = (entries: readonly ConsentEntry[], ref: ConsentRef): boolean =>
  entries.some((entry) => entry.kind === 'confirmed' && consentKeyOf(entry) === consentKeyOf(ref));
