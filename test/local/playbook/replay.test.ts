import { describe, expect, it } from 'vitest';
import { DAY } from '#domain/instant.ts';
import { knownOverTime } from '#local/playbook/backtest/facts-at.ts';
import { replay } from '#local/playbook/backtest/replay.ts';
import { rulesOf } from '#local/playbook/backtest/rules.ts';
import type { LeadFacts } from '#local/playbook/facts/lead-facts.ts';
import { aFitRule, anEngagementRule, aScoring } from '../../support/a-scoring.ts';
import { act, dayOf, someFacts, start } from './some-facts.ts';

const label = { de: 'Weg', en: 'Path' };
const demo = anEngagementRule({ id: 'demo', activity: 'demo-requested', points: 40, halfLife: 10 * DAY });
const visits = anEngagementRule({ id: 'visits', activity: 'page-visited', points: 10, halfLife: 10 * DAY });
const warm = { id: 'warm', label, engagement: 20 };

const replayed = (lead: LeadFacts, scoring: Parameters<typeof aScoring>[0], end = dayOf(60)) =>
  replay(knownOverTime(lead, end), rulesOf({ version: '0'.repeat(12), scoring: aScoring(scoring) }), end);

describe('a replayed lead', () => {
  it('qualifies at the moment its facts first open a path', () => {
    const lead = someFacts(
      {},
      { activities: [act('page-visited', 2), act('page-visited', 3), act('page-visited', 4)] },
    );
    const course = replayed(lead, { engagement: [visits], mql: [warm] });
    expect(course.first?.known.at).toBe(dayOf(4));
    expect(course.qualified).toEqual([dayOf(4)]);
  });

  it('qualifies by time alone when a loss has faded, to the millisecond', () => {
    const away = anEngagementRule({ id: 'away', activity: 'video-watched', points: -30, halfLife: DAY });
    const lead = someFacts({}, { activities: [act('demo-requested', 1), act('video-watched', 1)] });
    const rules = { engagement: [{ ...demo, halfLife: 100 * DAY }, away], mql: [warm] };
    const at = replayed(lead, rules).first?.known.at ?? '';
    expect(at > dayOf(1)).toBe(true);
    const opened = rulesOf({ version: '0'.repeat(12), scoring: aScoring(rules) }).scoring;
    const pointsAt = (ms: number) =>
      opened.points(opened.normalise({}), lead.activities, new Date(Date.parse(at) + ms).toISOString());
    expect(pointsAt(0).path).toBe('warm');
    expect(pointsAt(-1).path).toBeUndefined();
  });

  it('never qualifies before its address is confirmed, nor after it was withdrawn', () => {
    const consents: LeadFacts['consents'] = [
      { channel: 'email', kind: 'confirmed', at: dayOf(3) },
      { channel: 'email', kind: 'withdrawn', at: dayOf(5) },
    ];
    const rules = { engagement: [demo], mql: [warm] };
    expect(replayed(someFacts({}, { consents, activities: [act('demo-requested', 1)] }), rules).first?.known.at).toBe(
      dayOf(3),
    );
    expect(replayed(someFacts({}, { consents, activities: [act('demo-requested', 6)] }), rules).first).toBeUndefined();
    expect(
      replayed(someFacts({}, { consents: [], activities: [act('demo-requested', 6)] }), rules).first,
    ).toBeUndefined();
  });

  it('is judged on observed activities only while it agrees to being observed; what it told us always counts', () => {
    const consents: LeadFacts['consents'] = [
      { channel: 'email', kind: 'confirmed', at: start },
      { channel: 'tracking', kind: 'confirmed', at: dayOf(8) },
    ];
    const seen = [act('page-visited', 1), act('page-visited', 1.5), act('page-visited', 1.7), act('page-visited', 1.8)];
    const rules = { engagement: [visits, demo], mql: [warm] };
    expect(replayed(someFacts({}, { consents, activities: seen }), rules).first?.known.at).toBe(dayOf(8));
    expect(replayed(someFacts({}, { consents, activities: [act('demo-requested', 2)] }), rules).first?.known.at).toBe(
      dayOf(2),
    );
  });

  it('knows nothing of what comes later', () => {
    const lead = someFacts();
    const told = { ...lead, profile: { need: { value: 'replacement', source: 'sales', at: dayOf(20) } } };
    const rules = { fit: [aFitRule({ field: 'need', exists: true }, 30)], mql: [{ id: 'fits', label, fit: 20 }] };
    expect(replayed(told, rules).first?.known.at).toBe(dayOf(20));
    expect(replayed(told, rules, dayOf(19)).first).toBeUndefined();
  });

  it('falls below when time closes its path: recycled it may qualify again, kept it stays', () => {
    const lead = someFacts({}, { activities: [act('demo-requested', 1), act('demo-requested', 40)] });
    const rules = { engagement: [demo], mql: [warm] };
    const recycled = replayed(lead, { ...rules, fallBelow: 'recycle' }, dayOf(45));
    expect(recycled).toMatchObject({ stage: 'mql', fell: true, qualified: [dayOf(1), dayOf(40)] });
    expect(replayed(lead, { ...rules, fallBelow: 'recycle' }, dayOf(90)).stage).toBe('raw');
    const kept = replayed(lead, { ...rules, fallBelow: 'keep' }, dayOf(90));
    expect(kept).toMatchObject({ stage: 'mql', fell: true, qualified: [dayOf(1)] });
  });

  it('is out for good once a disqualifier holds', () => {
    const lead = someFacts({ emailKind: 'disposable' }, { activities: [act('demo-requested', 1)] });
    const disqualifiers = [{ id: 'throwaway', label, when: { field: 'emailKind', equals: 'disposable' } }];
    const course = replayed(lead, { engagement: [demo], mql: [warm], disqualifiers });
    expect(course).toMatchObject({ stage: 'disqualified', disqualifiedBy: 'throwaway', qualified: [] });
  });

  it('comes out the same in whatever order its facts stand, and however often', () => {
    const activities = [
      act('page-visited', 2),
      act('demo-requested', 9),
      act('page-visited', 3),
      act('page-visited', 4),
    ];
    const rules = { engagement: [visits, demo], mql: [warm], fallBelow: 'recycle' as const };
    const one = replayed(someFacts({}, { activities }), rules);
    const other = replayed(someFacts({}, { activities: [...activities.toReversed(), ...activities] }), rules);
    expect(other.qualified).toEqual(one.qualified);
    expect(other.end).toEqual(one.end);
    expect(other.peak).toBe(one.peak);
  });
});
