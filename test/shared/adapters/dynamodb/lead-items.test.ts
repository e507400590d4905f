import { describe, expect, it } from 'vitest';
import { toItem } from '#adapters/dynamodb/items.ts';
import { DUE_SHARDS, dueShard, headItem, leadOf, profileItem } from '#adapters/dynamodb/lead-items.ts';
import { newUlid } from '#adapters/system/world.ts';
import { dueAt } from '#domain/lead/timers.ts';
import { aCapture, aConfirmedLead, aLead, anAcceptedLead, anOfferedLead, aScore, NOW } from '#test/support/a-lead.ts';

const CANARY = 'canary-5b1e';

describe('a damaged item', () => {
  const whole = aLead();
  const damages: [string, object][] = [
    ['stage', { stage: CANARY }],
    ['optIn.status', { optIn: { ...whole.optIn, status: CANARY } }],
    ['optIn.expiresAt', { optIn: { ...whole.optIn, expiresAt: CANARY } }],
    ['consents', { consents: { [CANARY]: {} } }],
    ['version', { version: CANARY }],
    ['owner', { owner: [CANARY] }],
    ['score', { score: CANARY }],
  ];

  it.each(damages)('is refused, naming %s and quoting no value', (_field, damage) => {
    const head = toItem({ pk: 'LEAD#1', sk: 'LEAD', ...whole, profile: undefined, ...damage });
    let told = '';
    try {
      leadOf(head, profileItem(whole));
    } catch (error) {
      told = String((error as Error).message);
    }

    expect(told).not.toBe('');
    if (_field !== 'consents') expect(told).not.toContain(CANARY);
    expect(told).toContain(_field.split('.').at(-1));
  });

  it('is refused for a profile without provenance', () => {
    const { events, lead } = aCapture();
    const body = toItem({ pk: 'LEAD#1', sk: 'PROFILE', profile: { email: CANARY } });

    expect(() => leadOf(headItem(lead, events), body)).toThrow(/^(?!.*canary).*email/s);
  });
});

it('keeps a score with all it says, and when to look again', () => {
  const score = aScore({ disqualifiedBy: 'competitor', nextChangeAt: NOW });
  const lead = aConfirmedLead({ score, rescoreAt: NOW, fellBelowAt: NOW });

  expect(leadOf(headItem(lead, []), profileItem(lead))).toEqual(lead);
});

it('reads a score of before there were grades as the least, until the next one puts it right', () => {
  const { grade: _grade, level: _level, path: _path, ...old } = aScore();
  const lead = aConfirmedLead();
  const head = { ...headItem(lead, []), score: toItem({ score: { ...old, reasons: undefined } }).score };

  expect(leadOf(head as never, profileItem(lead)).score).toMatchObject({ fit: 80, grade: 'D', level: 4 });
});

describe('the head', () => {
  it.each([
    ['captured', aLead()],
    ['offered', anOfferedLead()],
    ['accepted', anAcceptedLead()],
  ])('of a %s lead stays near a kilobyte and holds no answer of the form', (_standing, lead) => {
    const head = JSON.stringify(headItem(lead, aCapture().events));

    expect(head.length).toBeLessThan(3_000);
    expect(head).not.toMatch(/ada@|Wasserwerk|Head of operations/);
  });

  it('is among the due leads while it waits for something, and not otherwise', () => {
    expect(headItem(aLead(), [])).toMatchObject({ duePk: { S: dueShard(aLead().id) }, dueAt: { S: dueAt(aLead()) } });
    expect(headItem(aConfirmedLead(), [])).not.toHaveProperty('duePk');
    expect(headItem(aConfirmedLead(), [])).not.toHaveProperty('dueAt');
  });

  it('has an outbox only when there is something to announce', () => {
    expect(headItem(aLead(), [])).not.toHaveProperty('outbox');
    expect(headItem(aLead(), aCapture().events)).toHaveProperty('outbox');
  });
});

it('spreads leads evenly over all shards, by the random end of their ids', () => {
  const ids = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'].map((end) => `${newUlid().slice(0, -1)}${end}`);
  const shards = Map.groupBy(ids, dueShard);

  expect([...shards.values()].map(({ length }) => length)).toEqual(Array.from({ length: DUE_SHARDS }, () => 2));
});
