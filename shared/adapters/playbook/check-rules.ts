import type { EngagementRule, Scoring, SqlRequirement } from '#contracts/playbook.ts';
import type { Report } from './parse-predicate.ts';
import { repeated } from './repeated.ts';

type Reports = Readonly<Record<'fit' | 'engagement' | 'segments' | 'stages', Report>>;

/** What a schema cannot see in the rules one by one: ids twice, points and caps that contradict each other. */
export function checkRules(scoring: Scoring, report: Reports): void {
  const rules = [
    ...scoring.fit.map(({ id, points }, index) => ({ id, points, index, say: report.fit })),
    ...scoring.engagement.map(({ id, points }, index) => ({ id, points, index, say: report.engagement })),
  ];
  for (const at of repeated(rules, ({ id }) => id)) {
    const rule = rules[at];
    rule?.say(['rules', rule.index, 'id'], `is used twice: ${rule.id}`);
  }
  for (const { points, index, say } of rules) if (points === 0) say(['rules', index, 'points'], 'must not be 0');
  for (const [index, rule] of scoring.engagement.entries()) checkEngagement(rule, index, report.engagement);

  const lists = { disqualifiers: scoring.disqualifiers, mql: scoring.mql };
  for (const [name, list] of Object.entries(lists)) twice(list, name, report.stages);
  twice(scoring.segments, 'segments', report.segments);
  for (const index of repeated(scoring.sql, ({ field }) => field))
    report.stages(['sql', index, 'field'], 'is used twice');
  for (const [index, requirement] of scoring.sql.entries()) checkRequirement(requirement, index, report.stages);
  checkSteps(scoring, report.stages);
}

function twice(list: readonly { id: string }[], name: string, report: Report): void {
  for (const index of repeated(list, ({ id }) => id)) report([name, index, 'id'], `is used twice: ${list[index]?.id}`);
}

function checkEngagement({ points, cap, capPerDay, times, page }: EngagementRule, index: number, report: Report): void {
  const one = Math.abs(points);
  const say = (key: string, message: string) => report(['rules', index, key], message);
  if (cap !== undefined && cap < one) say('cap', 'is less than the points of one activity');
  if (capPerDay !== undefined && capPerDay < one) say('capPerDay', 'is less than the points of one activity');
  if (cap !== undefined && capPerDay !== undefined && capPerDay > cap)
    say('capPerDay', `can never count: cap is ${cap}`);
  if (times !== undefined && capPerDay !== undefined)
    say('capPerDay', 'can never count: with times the points are given once');
  if (times !== undefined && cap !== undefined) say('cap', 'can never count: with times the points are given once');
  if (page !== undefined && (page.split('*').length > 7 || !/[^*\s]/.test(page))) {
    say('page', 'must be a pattern with at most 6 stars, and more than a star');
  }
}

/** Somebody must be able to become SQL. */
function checkRequirement({ options }: SqlRequirement, index: number, report: Report): void {
  if (options === undefined) return;
  for (const twice of repeated(options, ({ value }) => value))
    report(['sql', index, 'options', twice, 'value'], 'is used twice');
  if (!options.some(({ qualifies }) => qualifies !== false))
    report(['sql', index, 'options'], 'must hold one that qualifies: nobody could become SQL');
}

/** Grades and levels go down from step to step. */
function checkSteps({ grades, levels }: Scoring, report: Report): void {
  const steps = [
    ['grades', 'A', 'B', grades.A, grades.B],
    ['grades', 'B', 'C', grades.B, grades.C],
    ['levels', '1', '2', levels[1], levels[2]],
    ['levels', '2', '3', levels[2], levels[3]],
  ] as const;
  for (const [list, above, below, higher, lower] of steps) {
    if (higher <= lower) report([list, below], `is ${lower}, but must be less than that of ${above}, ${higher}`);
  }
}
