import { changeLead } from '#app/change-lead.ts';
import type { Playbook } from '#contracts/playbook.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { recordScore } from '#domain/lead/record-score.ts';
import { mqlPath } from '#domain/scoring/mql-path.ts';
import { scoreLead } from '#domain/scoring/score-lead.ts';
import type { Activities } from '#ports/activities.ts';
import type { Leads } from '#ports/leads.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly leads: Leads;
  readonly activities: Activities;
  readonly playbook: Pick<Playbook, 'scoring' | 'version'>;
  readonly clock: Clock;
}

/** What became of a lead: whether it qualified just now. */
export type RescoreLead = (leadId: string) => Promise<{ qualified: boolean }>;

/** Scores a confirmed lead anew from all that is stored about it; before the opt-in nobody is judged. Activities count only while the lead consents to tracking. */
export const rescoreLead =
  ({ leads, activities, playbook: { scoring, version }, clock }: World): RescoreLead =>
  async (leadId) => {
    if ((await leads.get(leadId))?.optIn.status !== 'confirmed') return { qualified: false };
    const done = await activities.of(leadId);
    const change = await changeLead(leads, leadId, (lead) => {
      const now = clock();
      const counted = lead.consents.tracking?.status === 'confirmed' ? done : [];
      const score = scoreLead({ profile: lead.profile, activities: counted, scoring, now, playbookVersion: version });

      return recordScore(lead, score, mqlPath(score, counted, scoring), scoring, now);
    });

    return { qualified: !isUnchanged(change) && change.events.some(({ type }) => type === 'lead.qualified') };
  };
