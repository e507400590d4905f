import type { EventType, Facts, LeadEvent } from '#contracts/events.ts';
import type { ConsentEntry } from '../consent/ledger.ts';
import type { Suppression } from '../consent/suppression.ts';
import type { Instant } from '../instant.ts';
import type { Lead } from './lead.ts';
import { withMailRetry } from './mails.ts';

/** The outcome of a command: the lead as it shall be saved, the events to announce, the consent entries to append. */
export interface Change {
  readonly before: Lead | undefined;
  readonly lead: Lead;
  readonly events: readonly LeadEvent[];
  readonly entries: readonly ConsentEntry[];
  /** What goes on the suppression list in the same write. */
  readonly suppressions?: readonly Suppression[];
  /** A new opt-in was confirmed: refusals of before end in the same write. */
  readonly liftsRefusal?: boolean;
  /** The lead is to be erased: its address is nobody's from this write on. */
  readonly releasesAddress?: boolean;
}

/** One fact that a command established, before it has an id. */
export type Fact = { [K in EventType]: { readonly type: K; readonly facts: Facts<K> } }[EventType];

export const fact = <K extends EventType>(type: K, facts: Facts<K>): Fact => ({ type, facts }) as Fact;

/** Nothing happens: the command was already carried out, or does not apply any more. */
export const unchanged = (lead: Lead): Change => ({ before: lead, lead, events: [], entries: [] });

export const isUnchanged = (change: Change): boolean => change.lead === change.before;

/** Two commands, one after the other, as one change: one version, one write, the events of both. */
export function inOne(first: Change, second: Change): Change {
  if (isUnchanged(first)) return second;
  if (isUnchanged(second)) return first;
  const { id, version } = first.lead;
  const events = [...first.events, ...second.events].map((event, n) => ({ ...event, id: `${id}.${version}.${n}` }));

  return {
    before: first.before,
    lead: { ...second.lead, version },
    events,
    entries: [...first.entries, ...second.entries],
  };
}

/** The lead's next version with the facts that led to it. */
export function changed(
  before: Lead | undefined,
  after: Lead,
  facts: readonly Fact[],
  now: Instant,
  entries: readonly ConsentEntry[] = [],
): Change {
  const version = (before?.version ?? 0) + 1;
  const lead = withMailRetry({ ...after, version }, now);
  const events = facts.map(
    (fact, n) => ({ id: `${lead.id}.${version}.${n}`, at: now, leadId: lead.id, ...fact }) as LeadEvent,
  );

  return { before, lead, events, entries };
}
