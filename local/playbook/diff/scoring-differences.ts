import type { EngagementRule, MqlPath, Predicate, Scoring } from '#contracts/playbook.ts';
import { changed, compareLists, same } from './compare.ts';
import { sayCondition } from './say-condition.ts';
import { sayDuration } from './say-duration.ts';

/** What is different about the rules, in words. */
export function scoringDifferences(before: Scoring, after: Scoring): string[] {
  return [
    ...compareLists(
      'fit rule',
      before.fit,
      after.fit,
      idOf,
      (one, other) => [
        ...to('points', signed(one.points), signed(other.points)),
        ...to('holds when', sayCondition(one.when), sayCondition(other.when)),
        ...changed('label', same(one.label, other.label)),
      ],
      ({ points, when }) => `${signed(points)} when ${sayCondition(when)}`,
    ),
    ...compareLists(
      'engagement rule',
      before.engagement,
      after.engagement,
      idOf,
      (one, other) => [
        ...to('points', signed(one.points), signed(other.points)),
        ...to('for', sayWhat(one), sayWhat(other)),
        ...to('half-life', sayDuration(one.halfLife), sayDuration(other.halfLife)),
        ...to('cap', sayCap(one.cap), sayCap(other.cap)),
        ...to('cap per day', sayCap(one.capPerDay), sayCap(other.capPerDay)),
        ...to('times', sayTimes(one), sayTimes(other)),
        ...changed('label', same(one.label, other.label)),
      ],
      (rule) => `${signed(rule.points)} for ${sayWhat(rule)}, half-life ${sayDuration(rule.halfLife)}`,
    ),
    ...(['A', 'B', 'C'] as const).flatMap((grade) =>
      to(`grade ${grade} from`, before.grades[grade], after.grades[grade]),
    ),
    ...([1, 2, 3] as const).flatMap((level) => to(`level ${level} from`, before.levels[level], after.levels[level])),
    ...compareLists(
      'path to MQL',
      before.mql,
      after.mql,
      idOf,
      (one, other) => [...to('needs', sayPath(one), sayPath(other)), ...changed('label', same(one.label, other.label))],
      sayPath,
    ),
    ...conditionDifferences('disqualifier', before.disqualifiers, after.disqualifiers),
    ...conditionDifferences('segment', before.segments, after.segments),
    ...compareLists(
      'needed for SQL',
      before.sql,
      after.sql,
      ({ field }) => field,
      (one, other) => changed('options or label', same(one, other)),
    ),
    ...to('an MQL that falls below', before.fallBelow, after.fallBelow),
    ...to(
      'pause after sales sent a lead back',
      sayDuration(before.recycleCooldown),
      sayDuration(after.recycleCooldown),
    ),
    ...(['seniority', 'department'] as const).flatMap((list) =>
      titleDifferences(list, before.titles[list], after.titles[list]),
    ),
  ];
}

const idOf = ({ id }: { id: string }) => id;

/** What is different about named conditions. */
const conditionDifferences = (kind: string, before: Scoring['segments'], after: Scoring['segments']): string[] =>
  compareLists(
    kind,
    before,
    after,
    idOf,
    (one, other) => [
      ...to('when', sayCondition(one.when), sayCondition(other.when)),
      ...changed('label', same(one.label, other.label)),
    ],
    ({ when }) => sayCondition(when),
  );

/** So many words are named of each list, at most. */
const WORDS_TOLD = 8;

function titleDifferences(
  list: string,
  before: readonly { value: string; words: readonly string[]; rank?: number }[],
  after: readonly { value: string; words: readonly string[]; rank?: number }[],
): string[] {
  return compareLists(
    `job titles, ${list}`,
    before,
    after,
    ({ value }) => value,
    (one, other) => {
      const added = other.words.filter((word) => !one.words.includes(word));
      const gone = one.words.filter((word) => !other.words.includes(word));

      return [
        ...(added.length === 0 ? [] : [`new words ${few(added)}`]),
        ...(gone.length === 0 ? [] : [`words gone ${few(gone)}`]),
        ...to('rank', one.rank ?? 0, other.rank ?? 0),
      ];
    },
  );
}

const few = (words: readonly string[]): string =>
  words.length <= WORDS_TOLD
    ? words.join(', ')
    : `${words.slice(0, WORDS_TOLD).join(', ')} and ${words.length - WORDS_TOLD} more`;

const to = <Value extends string | number>(what: string, before: Value, after: Value): string[] =>
  before === after ? [] : [`${what}: ${before} → ${after}`];

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points).replace('-', '−'));
const sayCap = (cap: number | undefined): string => (cap === undefined ? 'none' : String(cap));
const sayTimes = ({ times }: EngagementRule): string =>
  times === undefined ? 'each' : `once for ${times.atLeast} within ${sayDuration(times.within)}`;
const sayWhat = ({ activity, topic, page }: EngagementRule): string =>
  sayCondition({
    activity,
    ...(topic === undefined ? {} : { topic }),
    ...(page === undefined ? {} : { page }),
  } satisfies Predicate);

export function sayPath({ fit, engagement, grade, level, when }: MqlPath): string {
  const parts = [
    fit !== undefined && `fit ${fit} or more`,
    engagement !== undefined && `engagement ${engagement} or more`,
    grade !== undefined && `grade ${grade} or better`,
    level !== undefined && `level ${level} or better`,
    when !== undefined && sayCondition(when),
  ];

  return parts.filter(Boolean).join(' and ');
}
