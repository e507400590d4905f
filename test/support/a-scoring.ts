import fc from 'fast-check';
import { type ActivityKind, activityKinds, type Predicate, type Scoring } from '#contracts/playbook.ts';
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

const kind = fc.constantFrom(...activityKinds);
const topic = fc.option(fc.constantFrom('careers', 'membranes'), { nil: undefined });

/** Any activities: some twice, some from the future, ids that collide. */
export const activities = fc.array(
  fc
    .record({ id: fc.integer({ min: 1, max: 12 }), kind, ago: fc.integer({ min: -3 * DAY, max: 400 * DAY }), topic })
    .map(
      ({ id, kind, ago, topic }): Activity => ({
        id: `a${id}`,
        kind,
        at: after(now, -ago),
        ...(topic ? { topic } : {}),
      }),
    ),
  { maxLength: 20 },
);

export const profiles = fc
  .dictionary(
    fc.constantFrom('jobTitle', 'country', 'phone', 'toString', '__proto__'),
    fc.oneof(fc.constantFrom('DE', 'Head of IT', ''), fc.integer()),
  )
  .map(aProfile);

const leaf = fc
  .record({ field: fc.constantFrom('jobTitle', 'country', 'phone', 'toString') })
  .chain(({ field }) =>
    fc.constantFrom<Predicate[]>(
      { field, exists: true },
      { field, equals: 'DE' },
      { field, in: ['DE', 7] },
      { field, contains: ['head of'] },
      { field, range: { min: 0 } },
    ),
  );
const when = fc.oneof(
  leaf,
  leaf.map((not) => ({ not })),
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
);
const points = fc.integer({ min: -60, max: 60 });

export const scorings = fc.record({
  fit: fc
    .array(fc.tuple(when, points), { maxLength: 6 })
    .map((rules) => rules.map(([one, p], i) => aFitRule(one, p, `fit-${i}`))),
  engagement: fc
    .array(
      fc.record({
        points,
        activity: kind,
        topic,
        halfLife: fc.integer({ min: HOUR, max: 90 * DAY }),
        cap: fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined }),
      }),
      { maxLength: 8 },
    )
    .map((rules) =>
      rules.map(({ topic, cap, ...rule }, i) =>
        anEngagementRule({ ...rule, id: `engagement-${i}`, ...(topic ? { topic } : {}), ...(cap ? { cap } : {}) }),
      ),
    ),
});
