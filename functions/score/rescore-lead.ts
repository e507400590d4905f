import { changeLead } from '#app/change-lead.ts';
import { activityBasis } from '#contracts/activity.ts';
import type { Scoring } from '#contracts/playbook.ts';
import { mayUse } from '#domain/consent/consents.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { recordScore } from '#domain/lead/record-score.ts';
import type { CompiledScoring } from '#domain/scoring/compile-scoring.ts';
import type { Activities } from '#ports/activities.ts';
import type { Leads } from '#ports/leads.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly leads: Leads;
  readonly activities: Activities;
  readonly scoring: CompiledScoring;
  readonly policy: Pick<Scoring, 'recycleCooldown' | 'fallBelow'>;
  readonly clock: Clock;
}

/** What became of a lead: whether it qualified just now. */
export type RescoreLead = (leadId: string) => Promise<{ qualified: boolean }>;

/**
 * Scores a confirmed lead anew from all that is stored about it; before the opt-in nobody is judged. What was observed counts only while the lead consents to
 * tracking; what it came to us with, always.
 */
export const rescoreLead =
  ({ leads, activities, scoring, policy, clock }: World): RescoreLead =>
  async (leadId) => {
    const known = await leads.get(leadId);
    if (known?.optIn.status !== 'confirmed') return { qualified: false };
    const done = await activities.of(leadId);
    const rescore = (lead: Lead) => {
      const now = clock();
      const mayTrack = mayUse(lead.consents, 'tracking');
      const counted = done.filter(({ kind }) => mayTrack || activityBasis[kind] === 'declared');

      return recordScore(lead, scoring.score(scoring.normalise(lead.profile), counted, now), policy, now);
    };
    const change = await changeLead(leads, leadId, rescore, known);

    return { qualified: !isUnchanged(change) && change.events.some(({ type }) => type === 'lead.qualified') };
  };
