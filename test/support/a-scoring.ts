import fc from 'fast-check';
import { type ActivityKind, grades, levels, type Predicate, type Scoring } from '#contracts/playbook.ts';
import { after, DAY, HOUR, type Instant } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Profile } from '#domain/lead/profile.ts';

export const now: Instant = '2026-03-02T09:00:00.000Z';

const label = { de: 'Regel', en: 'Rule' };

/** Rules that give nobody anything, but for the parts given. */
export const aScoring = (more: Partial<Scoring> = {}): Scoring => ({
  fit: [],
  engagement: [],
  disqualifiers: [],
  grades: { A: 70, B: 40, C: 15 },
  levels: { 1: 50, 2: 20, 3: 5 },
  mql: [{ id: 'never', label, fit: 1e6 }],
  fallBelow: 'keep',
  recycleCooldown: DAY,
  sql: [],
  segments: [],
  titles: { seniority: [], department: [] },
  ...more,
});

const titles: Scoring['titles'] = {
  seniority: [{ value: 'head', rank: 3, words: ['head of', '*leiter'] }],
  department: [{ value: 'it', words: ['it'] }],
};

export const aProfile = (values: Record<string, string | number | boolean>): Profile =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, source: 'form:test', at: now }]));

export const anActivity = (kind: ActivityKind, ago = 0, more: Partial<Activity> = {}): Activity => ({
  id: `${kind}-${ago}`,
  kind,
  at: after(now, -ago),
  ...more,
});

export const anEngagementRule = (more: Partial<Scoring['engagement'][number]> = {}): Scoring['engagement'][number] => ({
  id: 'rule',
  label,
  points: 10,
  activity: 'page-visited',
  halfLife: 7 * DAY,
  ...more,
});

export const aFitRule = (when: Scoring['fit'][number]['when'], points = 10, id = 'rule'): Scoring['fit'][number] => ({
  id,
  label,
  points,
  when,
});

const kind = fc.constantFrom<ActivityKind[]>('page-visited', 'pricing-viewed', 'demo-requested');
const topic = fc.option(fc.constantFrom('careers', 'membranes'), { nil: undefined });
const page = fc.option(fc.constantFrom('/preise', '/preise/anlagen', '/karriere'), { nil: undefined });
const pattern = fc.option(fc.constantFrom('/preise*', '/?a*e', '/karriere'), { nil: undefined });
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

/** Without the keys that hold nothing. */
const compact = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;

/** Any activities: some twice, some from the future, ids that collide. */
export const activities: fc.Arbitrary<Activity[]> = fc.array(
  fc
    .record({
      id: fc.integer({ min: 1, max: 12 }),
      kind,
      ago: fc.oneof(fc.integer({ min: -3 * DAY, max: 400 * DAY }), fc.integer({ min: 0, max: 2 * DAY })),
      topic,
      page,
    })
    .map(({ id, ago, ...rest }) => compact({ ...rest, id: `a${id}`, at: after(now, -ago) })),
  { maxLength: 20 },
);

export const profiles = fc
  .dictionary(
    fc.constantFrom('jobTitle', 'country', 'phone', 'seen', 'size', 'toString', '__proto__'),
    fc.oneof(
      fc.constantFrom('DE', 'AT', 'Head of IT', 'Werksleiterin', '', after(now, -DAY), after(now, DAY), true),
      fc.integer({ min: -2, max: 9 }),
    ),
  )
  .map(aProfile);

const field = fc.constantFrom('jobTitle', 'country', 'phone', 'seen', 'size', 'toString', 'seniority', 'department');
const leaf = field.chain((field) =>
  fc.constantFrom<Predicate[]>(
    { field, exists: true },
    { field, exists: false },
    { field, equals: 'DE' },
    { field, equals: 'head' },
    { field, in: ['DE', 'AT', 7] },
    { field, contains: ['head of', 'leiter'] },
    { field, matches: ['h*it', 'werk?leit*'] },
    { field, range: { min: 0 } },
    { field, range: { min: 2, max: 7 } },
    { field, since: 2 * DAY },
  ),
);
const deed: fc.Arbitrary<Predicate> = fc
  .record({
    activity: kind,
    topic,
    page: pattern,
    within: optional(fc.integer({ min: HOUR, max: 60 * DAY })),
    atLeast: optional(fc.integer({ min: 1, max: 3 })),
  })
  .map(compact);
const treeOf = (parts: fc.Arbitrary<Predicate>): fc.Arbitrary<Predicate> =>
  fc.letrec<{ tree: Predicate }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      parts,
      tie('tree').map((not) => ({ not })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((any) => ({ any })),
    ),
  })).tree;
const when = treeOf(leaf);
const whenDone = treeOf(fc.oneof(leaf, deed));
const points = fc.integer({ min: -60, max: 60 });
const steps = (max: number) =>
  fc.uniqueArray(fc.integer({ min: -20, max }), { minLength: 3, maxLength: 3 }).map((all) => all.sort((a, b) => b - a));

const engagementRules = fc.array(
  fc
    .record({
      points,
      activity: kind,
      topic,
      page: pattern,
      halfLife: fc.integer({ min: HOUR, max: 90 * DAY }),
      cap: optional(fc.integer({ min: 1, max: 80 })),
      capPerDay: optional(fc.integer({ min: 1, max: 80 })),
      times: optional(
        fc.record({ atLeast: fc.integer({ min: 2, max: 3 }), within: fc.integer({ min: HOUR, max: 60 * DAY }) }),
      ),
    })
    .map(compact),
  { maxLength: 8 },
);
const paths = fc.array(
  fc
    .record({
      fit: optional(points),
      engagement: optional(fc.integer({ min: -20, max: 60 })),
      grade: optional(fc.constantFrom(...grades)),
      level: optional(fc.constantFrom(...levels)),
      when: optional(whenDone),
    })
    .map(compact),
  { maxLength: 4 },
);
const named = <T>(name: string, list: readonly T[]): (T & { id: string; label: typeof label })[] =>
  list.map((one, n) => ({ ...one, id: `${name}-${n}`, label }));

const fitRule = fc.record({ when, points });
/** Now and then more rules than a word has bits. */
const fitRules = fc.oneof(
  { weight: 19, arbitrary: fc.array(fitRule, { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(fitRule, { minLength: 30, maxLength: 70 }) },
);

/** Any rules, sensible or not. */
export const scorings: fc.Arbitrary<Scoring> = fc
  .record({
    fit: fitRules,
    engagement: engagementRules,
    disqualifiers: fc.array(fc.record({ when }), { maxLength: 2 }),
    mql: paths,
    segments: fc.array(fc.record({ when: whenDone }), { maxLength: 4 }),
    fitSteps: steps(80),
    levelSteps: steps(60),
  })
  .map(({ fit, engagement, disqualifiers, mql, segments, fitSteps, levelSteps }) => ({
    ...aScoring(),
    fit: named('fit', fit),
    engagement: named('engagement', engagement),
    disqualifiers: named('disqualifier', disqualifiers),
    mql: named('path', mql),
    segments: named('segment', segments),
    grades: { A: fitSteps[0] ?? 0, B: fitSteps[1] ?? 0, C: fitSteps[2] ?? 0 },
    levels: { 1: levelSteps[0] ?? 0, 2: levelSteps[1] ?? 0, 3: levelSteps[2] ?? 0 },
    titles,
  }));
