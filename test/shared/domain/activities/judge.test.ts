import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { activityKinds } from '#contracts/playbook.ts';
import { type Judgement, judge, TEMPO, withoutMachines } from '#domain/activities/judge.ts';
import { type Activity, type Sign, signs } from '#domain/lead/activity.ts';
import { NOW, nowPlus } from '#test/support/a-lead.ts';

const visit = (id: string, more: Partial<Activity> = {}): Activity => ({
  id,
  kind: 'page-visited',
  at: NOW,
  page: `/${id}`,
  ...more,
});
const verdictOn = (activity: Activity, ...others: Activity[]) => judge([activity, ...others]).get(activity.id);
const scanned = (...ids: string[]) => ids.map((id, n) => visit(id, { at: nowPlus(n * 300) }));

describe('one activity by itself', () => {
  test.each<[readonly Sign[], Judgement['verdict'], Judgement['reason']]>([
    [[], 'unsure', 'none'],
    [['agent'], 'machine', 'agent'],
    [['agent', 'attended', 'headers'], 'machine', 'agent'],
    [['automated'], 'machine', 'automated'],
    [['automated', 'attended'], 'machine', 'automated'],
    [['attended'], 'person', 'attended'],
    [['unattended'], 'unsure', 'unattended'],
    [['headers'], 'unsure', 'headers'],
    [['reported', 'agent'], 'person', 'reported'],
  ])('with the signs %j: %s (%s)', (told, verdict, reason) => {
    expect(verdictOn(visit('a', { signs: told }))).toEqual({ verdict, reason });
  });

  it('that somebody came to us with is that person’s, whatever sent it', () => {
    const asked = visit('a', { kind: 'demo-requested', signs: ['agent', 'automated'] });

    expect(verdictOn(asked)).toEqual({ verdict: 'person', reason: 'declared' });
  });
});

describe('tempo', () => {
  it('gives a machine away that opens the links of a mail: with the third, the first two as well', () => {
    const [first, second, third] = scanned('one', 'two', 'three');
    if (!first || !second || !third) throw new Error('There are three');

    expect(withoutMachines([first, second])).toHaveLength(2);
    expect(withoutMachines([first, second, third])).toEqual([]);
    expect(verdictOn(first, second, third)).toEqual({ verdict: 'machine', reason: 'tempo' });
  });

  it('is of different pages: one page may be reported many times', () => {
    const same = scanned('one', 'two', 'three').map((each) => ({ ...each, page: '/prices' }));

    expect(withoutMachines(same)).toHaveLength(3);
  });

  it('is that of a person when the pages are seconds apart', () => {
    const slow = ['one', 'two', 'three', 'four'].map((id, n) => visit(id, { at: nowPlus(n * 1_001) }));

    expect(withoutMachines(slow)).toHaveLength(4);
  });

  it('says nothing of what a hand did, of other systems, and of what nobody observes', () => {
    const others = [
      visit('hand', { signs: ['attended'] }),
      visit('system', { signs: ['reported'] }),
      visit('asked', { kind: 'demo-requested' }),
    ];
    expect(withoutMachines([...scanned('one', 'two'), ...others])).toHaveLength(5);
    expect(withoutMachines([...scanned('one', 'two', 'three'), ...others])).toEqual(others);
  });

  it('of one hour leaves the next alone', () => {
    const later = visit('later', { at: nowPlus(3_600_000) });

    expect(withoutMachines([...scanned('one', 'two', 'three'), later])).toEqual([later]);
  });
});

const anActivity = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...activityKinds),
  at: fc.integer({ min: 0, max: 10_000 }).map(nowPlus),
  page: fc.constantFrom('/a', '/b', '/c', '/d'),
  signs: fc.uniqueArray(fc.constantFrom(...signs), { maxLength: 2 }),
});
const activities = fc.uniqueArray(anActivity, { selector: ({ id }) => id, maxLength: 30 });

it('is the same in whatever order activities came', () => {
  fc.assert(
    fc.property(
      activities.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
      ([some, shuffled]) => {
        expect(judge(shuffled)).toEqual(judge(some));
      },
    ),
  );
});

it('never takes a machine for a person again because of what comes later', () => {
  fc.assert(
    fc.property(activities, anActivity, (some, later) => {
      const [before, afterwards] = [judge(some), judge([...some, later])];
      for (const [id, { verdict }] of before)
        if (verdict === 'machine' && id !== later.id) expect(afterwards.get(id)?.verdict).toBe('machine');
    }),
  );
});

it('finds exactly the pages that lie too close, as one would look for them by hand', () => {
  const plain = (some: readonly Activity[]) => {
    const close = (from: number) =>
      some.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) - from <= TEMPO.within);
    return new Set(
      some
        .map(({ at }) => close(Date.parse(at)))
        .filter((group) => new Set(group.map(({ page }) => page)).size >= TEMPO.pages)
        .flat()
        .map(({ id }) => id),
    );
  };
  const observed = activities.map((some) => some.map((one) => ({ ...one, kind: 'page-visited' as const, signs: [] })));
  fc.assert(
    fc.property(observed, (some) => {
      const machines = [...judge(some)].filter(([, { verdict }]) => verdict === 'machine').map(([id]) => id);
      expect(new Set(machines)).toEqual(plain(some));
    }),
  );
});
