import { holdsOf } from './holds.ts';
import { leadIdOf, summaryOf } from './lead-summary.ts';
import type { StoredLead } from './read-leads.ts';
import { timeline } from './timeline.ts';
import { timersOf } from './timers.ts';

/** A lead as `/local/leads/<id>` answers programs: its line in the list, and all that the page shows. */
export function leadJson(lead: StoredLead) {
  const { head, profile, consents } = lead;
  const { pk, sk: _sk, dueAt: _dueAt, offer, optIn, score, owner, ...rest } = head;

  return {
    ...summaryOf(head, profile),
    ...rest,
    id: leadIdOf(pk),
    profile,
    optInRequest: optIn,
    scoring: score === undefined ? null : { ...score, reasons: head.reasons ?? [] },
    offer: offer ?? null,
    owner: owner ?? null,
    ledger: consents,
    timers: timersOf(head),
    holds: holdsOf(head),
    timeline: timeline(lead),
  };
}
