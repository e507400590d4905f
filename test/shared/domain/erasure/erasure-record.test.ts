import { expect, it } from 'vitest';
import {
  begun,
  type ErasureOrder,
  erased,
  maySweep,
  pageCounted,
  proofEnds,
  proofForgotten,
  proofProlonged,
  stepAsked,
  swept,
} from '#domain/erasure/erasure-record.ts';
import { DAY, HOUR } from '#domain/instant.ts';
import { LEAD_ID, NOW, nowPlus } from '#test/support/a-lead.ts';

const PROOF = 100 * DAY;
const part = { after: { entries: 0, hash: '' }, until: { entries: 6, hash: 'six' } };
const anOrder = (about: Partial<ErasureOrder> = {}): ErasureOrder => ({
  leadId: LEAD_ID,
  because: 'asked',
  requestedAt: NOW,
  addressHash: 'hash-of-address',
  keepsProof: true,
  proof: part,
  ...about,
});
const erasedRecord = (about?: Partial<ErasureOrder>) => erased(begun(anOrder(about)).record, PROOF, NOW);

it('announces the end once, by ids that no event of the lead has, and waits for the second look', () => {
  const { record, events } = erasedRecord();

  expect(events).toEqual([
    { id: `${LEAD_ID}.erasure.2.0`, type: 'lead.erased', at: NOW, leadId: LEAD_ID, facts: { because: 'asked' } },
  ]);
  expect(record).toMatchObject({ step: 'sweep', erasedAt: NOW, dueAt: nowPlus(25 * HOUR) });
  expect(maySweep(record, nowPlus(25 * HOUR - 1))).toBe(false);
  expect(maySweep(record, nowPlus(25 * HOUR))).toBe(true);
});

it('keeps the address only while a proof lies there', () => {
  const { record } = erasedRecord({ keepsProof: false });
  expect([record.addressHash, record.proof]).toEqual([undefined, undefined]);
  expect(swept(record, PROOF, NOW).record).toMatchObject({ step: 'done', doneAt: NOW });

  const kept = swept(erasedRecord().record, PROOF, nowPlus(26 * HOUR)).record;
  expect(kept).toMatchObject({ step: 'proof', addressHash: 'hash-of-address', dueAt: nowPlus(PROOF) });
  const forgotten = proofForgotten(kept, nowPlus(PROOF)).record;
  expect(forgotten).toMatchObject({ step: 'done', receipts: { proof: { outcome: 'deleted', count: 6 } } });
  expect([forgotten.addressHash, forgotten.proof, forgotten.dueAt]).toEqual([undefined, undefined, undefined]);
});

it('a playbook that keeps proofs for longer prolongs those that are still there', () => {
  const { record } = swept(erasedRecord().record, PROOF, NOW);
  const until = proofEnds(record, 2 * PROOF, nowPlus(PROOF));

  expect(until).toBe(nowPlus(2 * PROOF));
  expect(proofProlonged(record, until).record).toMatchObject({ dueAt: until, receipts: { proof: { until } } });
});

it('adds up what it counts, and begins anew, a revision on, for a lead that a restore brought back', () => {
  const first = pageCounted(begun(anOrder()).record, { activities: 500 }, 'ACTIVITY#z', NOW).record;
  const second = pageCounted(first, { activities: 3, history: 2 }, 'EVENT#z', NOW).record;
  expect(second).toMatchObject({ counted: 'EVENT#z', receipts: { activities: { count: 503 }, history: { count: 2 } } });

  const again = begun(anOrder(), second).record;
  expect(again).toMatchObject({ revision: second.revision + 1, step: 'delete', receipts: {} });
  expect(again.counted).toBeUndefined();
});

it('asks for a step when it is due, again after an hour, and never when there is none', () => {
  const { record } = erasedRecord();
  expect(stepAsked(record, nowPlus(HOUR))).toBeUndefined();
  const asked = stepAsked(record, nowPlus(25 * HOUR));
  expect(asked?.events).toMatchObject([{ type: 'lead.erasure-due', facts: { step: 'sweep' } }]);
  expect(asked?.record.dueAt).toBe(nowPlus(26 * HOUR));
  const done = swept(erasedRecord({ keepsProof: false }).record, PROOF, nowPlus(DAY)).record;
  expect(stepAsked(done, nowPlus(1000 * DAY))).toBeUndefined();
});
