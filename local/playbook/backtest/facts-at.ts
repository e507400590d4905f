import { activityBasis } from '#contracts/activity.ts';
import type { Instant } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Profile } from '#domain/lead/profile.ts';
import type { LeadFacts } from '../facts/lead-facts.ts';

/** What was known of a lead at a moment, as `score` would have seen it. */
export interface Known {
  readonly at: Instant;
  readonly profile: Profile;
  /** Those that count: the declared, and the observed while the lead agrees to that. */
  readonly activities: readonly Activity[];
  /** Whether the address was confirmed: without, nobody is scored or qualified. */
  readonly confirmed: boolean;
}

/** The states of knowledge of a lead up to `end`, one for each moment at which something new came, in order. What came later is not in them. */
export function knownOverTime({ profile, consents, activities }: LeadFacts, end: Instant): Known[] {
  const fields = Object.entries(profile);
  const inOrder = activities.filter(({ at }) => at <= end).sort((one, other) => (one.at < other.at ? -1 : 1));
  const moments = [
    ...new Set([
      ...fields.map(([, { at }]) => at),
      ...consents.filter(({ kind }) => kind !== 'requested').map(({ at }) => at),
      ...inOrder.map(({ at }) => at),
    ]),
  ]
    .filter((at) => at <= end)
    .sort();

  let known: Profile = {};
  let fieldsKnown = 0;

  return moments.map((at) => {
    const now = fields.filter(([, field]) => field.at <= at);
    // The same value while nothing is new: whoever reads it need not read it again.
    if (now.length !== fieldsKnown) {
      known = Object.fromEntries(now);
      fieldsKnown = now.length;
    }
    const tracked = isConfirmed(consents, 'tracking', at);

    return {
      at,
      profile: known,
      activities: inOrder.filter((done) => done.at <= at && (tracked || activityBasis[done.kind] === 'declared')),
      confirmed: isConfirmed(consents, 'email', at),
    };
  });
}

/** Whether, as of a moment, the last word on some purpose of a channel is a yes that was confirmed. A request alone changes nothing. */
function isConfirmed(consents: LeadFacts['consents'], channel: string, at: Instant): boolean {
  const last = new Map<string | undefined, LeadFacts['consents'][number]>();
  for (const consent of consents) {
    if (consent.channel !== channel || consent.kind === 'requested' || consent.at > at) continue;
    const before = last.get(consent.purpose);
    // At the same moment a withdrawal counts for more.
    if (before === undefined || consent.at > before.at || (consent.at === before.at && consent.kind === 'withdrawn')) {
      last.set(consent.purpose, consent);
    }
  }

  return [...last.values()].some(({ kind }) => kind === 'confirmed');
}
