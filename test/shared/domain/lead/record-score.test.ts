import { expect, it } from 'vitest';
import { DAY } from '#domain/instant.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { recordScore } from '#domain/lead/record-score.ts';
import { recycle } from '#domain/lead/stage-moves.ts';
import { timersOf } from '#domain/lead/timers.ts';
import {
  aConfirmedLead,
  aLead,
  aLowScore,
  anAcceptedLead,
  anOfferedLead,
  aQualifiedLead,
  aScore,
  NOW,
  nowPlus,
  sales,
} from '#test/support/a-lead.ts';

const keep = { fallBelow: 'keep', recycleCooldown: 30 * DAY } as const;
const recycles = { ...keep, fallBelow: 'recycle' } as const;
const types = ({ events }: ReturnType<typeof recordScore>) => events.map(({ type }) => type);

it('says once that an MQL fell below, and keeps it where the playbook says so', () => {
  const fallen = recordScore(aQualifiedLead(), aLowScore(), keep, NOW);
  const again = recordScore(
    fallen.lead,
    aLowScore({ fit: 2, total: 2, reasons: [{ axis: 'fit', rule: 'x', points: 2 }] }),
    keep,
    NOW,
  );

  expect(types(fallen)).toEqual(['lead.scored', 'lead.fell-below']);
  expect(fallen.lead).toMatchObject({ stage: 'mql', fellBelowAt: NOW });
  expect(types(again)).toEqual(['lead.scored']);
});

it('says it again when the lead rose and fell once more', () => {
  const fallen = recordScore(aQualifiedLead(), aLowScore(), keep, NOW).lead;
  const risen = recordScore(fallen, aScore(), keep, NOW);

  expect(types(risen)).toEqual(['lead.scored']);
  expect(risen.lead.fellBelowAt).toBeUndefined();
  expect(types(recordScore(risen.lead, aLowScore(), keep, NOW))).toContain('lead.fell-below');
});

it('recycles an MQL that fell below where the playbook says so, with its open offer, and welcomes it back without a pause', () => {
  const fallen = recordScore(anOfferedLead(), aLowScore(), recycles, NOW);

  expect(types(fallen)).toEqual(['lead.scored', 'lead.recycled']);
  expect(fallen.lead).toMatchObject({ stage: 'raw' });
  expect(fallen.lead.offer).toBeUndefined();
  expect(types(recordScore(fallen.lead, aScore(), recycles, nowPlus(1)))).toContain('lead.qualified');
});

it('never takes a lead away from the salesperson who accepted it', () => {
  const fallen = recordScore(anAcceptedLead(), aLowScore(), recycles, NOW);

  expect(types(fallen)).toEqual(['lead.scored', 'lead.fell-below']);
  expect(fallen.lead).toMatchObject({ stage: 'mql', owner: 'sales-1' });
});

it.each([aLead(), aConfirmedLead(), aQualifiedLead(), anOfferedLead()])(
  'disqualifies raw and marketing qualified leads',
  (lead) => {
    const change = recordScore(lead, aLowScore({ disqualifiedBy: 'competitor' }), keep, NOW);

    expect(types(change)).toEqual(['lead.scored', 'lead.disqualified']);
    expect(change.lead).toMatchObject({
      stage: 'disqualified',
      stages: { disqualified: { by: 'system', reason: 'rule competitor' } },
    });
    expect(change.lead.offer).toBeUndefined();
  },
);

it('looks again when the score next changes, and not before', () => {
  const score = aLowScore({ nextChangeAt: nowPlus(3 * DAY) });
  const { lead } = recordScore(aConfirmedLead(), score, keep, NOW);

  expect(timersOf(lead)).toContainEqual({ name: 'rescore', at: nowPlus(3 * DAY) });
  expect(isUnchanged(recordScore(lead, score, keep, NOW))).toBe(true);
});

it('sets the next moment without a word when the score is still the same', () => {
  const score = aLowScore({ nextChangeAt: nowPlus(3 * DAY) });
  const lead = { ...recordScore(aConfirmedLead(), score, keep, NOW).lead, rescoreAt: nowPlus(1) };
  const change = recordScore(lead, score, keep, NOW);

  expect(change.lead.rescoreAt).toBe(nowPlus(3 * DAY));
  expect(types(change)).toEqual([]);
});

it('forgets the moment when the score does not change any more', () => {
  const { lead } = recordScore(aConfirmedLead(), aLowScore({ nextChangeAt: nowPlus(3 * DAY) }), keep, NOW);

  expect(recordScore(lead, aLowScore(), keep, NOW).lead.rescoreAt).toBeUndefined();
});

it('looks again when the pause of a recycled lead with an open path ends', () => {
  const back = recycle(aQualifiedLead(), sales, NOW).lead;
  const { lead } = recordScore(back, aScore({ nextChangeAt: nowPlus(90 * DAY) }), keep, nowPlus(DAY));

  expect(lead).toMatchObject({ stage: 'raw', rescoreAt: nowPlus(30 * DAY) });
  expect(types(recordScore(lead, aScore(), keep, nowPlus(30 * DAY)))).toContain('lead.qualified');
});

it('waits for nothing while the opt-in is not confirmed', () => {
  const { lead } = recordScore(aLead(), aLowScore({ nextChangeAt: nowPlus(3 * DAY) }), keep, NOW);

  expect(timersOf(lead).map(({ name }) => name)).not.toContain('rescore');
});
