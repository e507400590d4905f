import { after, DAY } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { profileOf } from './leads.ts';
import type { Variant } from './rounds.ts';

const NOW = '2026-11-23T09:30:00.000Z';
const kinds = ['page-visited', 'pricing-viewed', 'paper-downloaded', 'mail-clicked', 'webinar-attended'] as const;

/** Our own playbook on leads with twelve activities each, with reasons, and with the next change foreseen. */
export function ourPlaybook() {
  const scoring = compileScoring(aPlaybook());
  const activities = Array.from(
    { length: 12 },
    (_, n): Activity => ({
      id: `activity-${n}`,
      kind: kinds[n % kinds.length] ?? 'page-visited',
      at: after(NOW, -n * 3 * DAY),
      ...(n % 2 === 0 ? { topic: 'membranes' } : { page: '/referenzen/klaerwerk' }),
    }),
  );
  const leads = Array.from({ length: 5_000 }, (_, n) => scoring.normalise(profileOf(n)));

  return {
    explained: () => {
      for (const lead of leads) scoring.explained(lead, activities, NOW);
      return leads.length;
    },
    foreseen: () => {
      const some = leads.slice(0, 1_000);
      for (const lead of some) scoring.score(lead, activities, NOW);
      return some.length;
    },
  } satisfies Record<string, Variant>;
}
