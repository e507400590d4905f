import { changeLead } from '#app/change-lead.ts';
import { activityBasis } from '#contracts/activity.ts';
import type { Scoring } from '#contracts/playbook.ts';
import type { Privacy } from '#contracts/playbook-privacy.ts';
import { withoutMachines } from '#domain/activities/judge.ts';
import { mayUse } from '#domain/consent/consents.ts';
import { after } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { recordScore } from '#domain/lead/record-score.ts';
import { keepWhileActive } from '#domain/lead/retention.ts';
import type { CompiledScoring } from '#domain/scoring/compile-scoring.ts';
import type { Activities } from '#ports/activities.ts';
import type { Leads } from '#ports/leads.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly leads: Leads;
  readonly activities: Activities;
  readonly scoring: CompiledScoring;
  readonly policy: Pick<Scoring, 'recycleCooldown' | 'fallBelow'>;
  readonly retention: Pick<Privacy['retention'], 'activities' | 'inactive'>;
  readonly clock: Clock;
}

/** What became of a lead: whether it qualified just now. */
export type RescoreLead = (leadId: string) => Promise<{ qualified: boolean }>;

/**
 * Scores a confirmed lead anew from all that is stored about it; before the opt-in nobody is judged. What was observed counts only while the lead consents to
 * tracking, and where no machine did it; what it came to us with, always; neither when it is older than we may keep it. What was observed without consent, or
 * is told of a lead that is gone, is deleted.
 */
export const rescoreLead =
  ({ leads, activities, scoring, policy, retention, clock }: World): RescoreLead =>
  async (leadId) => {
    const known = await leads.get(leadId);
    if (known === undefined) {
      await activities.forget(leadId);
      return { qualified: false };
    }
    const done = await consented(known);
    if (known.optIn.status !== 'confirmed') return { qualified: false };
    const rescore = (lead: Lead) => {
      const now = clock();
      const mayTrack = mayUse(lead.consents, 'tracking');
      const kept = withoutMachines(done.filter(({ at }) => at >= after(now, -retention.activities)));
      const counted = kept.filter(({ kind }) => mayTrack || activityBasis[kind] === 'declared');
      const scored = recordScore(lead, scoring.score(scoring.normalise(lead.profile), counted, now), policy, now);

      return keepWhileActive(scored, { lastActivity: kept.at(-1)?.at, inactive: retention.inactive }, now);
    };
    const change = await changeLead(leads, leadId, rescore, known);

    return { qualified: !isUnchanged(change) && change.events.some(({ type }) => type === 'lead.qualified') };

    /** `track` reads no lead: what it was told without consent is found here, and does not stay. */
    async function consented(lead: Lead): Promise<Activity[]> {
      const mayTrack = mayUse(lead.consents, 'tracking');
      const { kept = [], unasked = [] } = Object.groupBy(await activities.of(lead.id), ({ kind }) =>
        mayTrack || activityBasis[kind] === 'declared' ? 'kept' : 'unasked',
      );
      if (unasked.length > 0)
        await activities.drop(
          lead.id,
          unasked.map(({ id }) => id),
        );

      return kept;
    }
  };
