import type { Scoring } from '#contracts/playbook.ts';
import { countAt, type Deed, isOn, prepareRule, type Tally, tallyOf, tenthsAt } from './deeds.ts';
import type { EngagementReason } from './score.ts';
import { fromTenths } from './tenths.ts';

/** The engagement axis made ready: rules sorted by the kind of activity that they count. */
export interface EngagementAxis {
  /** Where the points on this axis decide something. */
  readonly thresholds: readonly number[];

  /** What counts towards which rule, in the playbook's order. */
  talliesOf(deeds: readonly Deed[]): readonly Tally[];

  tenthsOf(tallies: readonly Tally[], moment: number): number;
}

const NO_TALLIES: readonly Tally[] = [];

export function compileEngagement({ engagement, levels, mql }: Scoring): EngagementAxis {
  const rules = engagement.map(prepareRule);
  const byKind = Map.groupBy(rules.keys(), (index) => rules[index]?.rule.activity);

  return {
    thresholds: [...new Set([levels[1], levels[2], levels[3], ...mql.flatMap((path) => path.engagement ?? [])])],

    talliesOf(deeds) {
      if (deeds.length === 0) return NO_TALLIES;
      const found: (Deed[] | undefined)[] = rules.map(() => undefined);
      for (const deed of deeds) {
        for (const index of byKind.get(deed.activity.kind) ?? []) {
          const prepared = rules[index];
          if (prepared === undefined || !isOn(prepared, deed)) continue;
          const before = found[index];
          if (before === undefined) found[index] = [deed];
          else before.push(deed);
        }
      }

      return rules.flatMap((prepared, index) => {
        const own = found[index];

        return own === undefined ? [] : [tallyOf(prepared, own)];
      });
    },

    tenthsOf(tallies, moment) {
      let sum = 0;
      for (const tally of tallies) sum += tenthsAt(tally, moment);

      return sum;
    },
  };
}

/** Why a rule gives so many tenths at a moment. */
export function engagementReason(tally: Tally, tenths: number, now: number): EngagementReason {
  const { prepared, deeds, shares } = tally;
  const { id, times, points } = prepared.rule;
  const latest = deeds.at(-1)?.activity;

  return {
    axis: 'engagement',
    rule: id,
    points: fromTenths(tenths),
    undecayed: times === undefined ? shares.reduce((sum, share) => sum + share, 0) : points,
    count: countAt(tally, now),
    latest: { activity: latest?.id ?? '', at: latest?.at ?? '' },
  };
}
