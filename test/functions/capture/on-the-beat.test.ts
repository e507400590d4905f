import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BEAT, onTheBeat } from '#functions/capture/on-the-beat.ts';

/** The moment of the answer when the work took so long; every timer fires a moment early. */
async function answeredAfter(work: number): Promise<number> {
  let now = 1_000 + work;
  const wait = async (ms: number) => {
    now += ms - Math.min(ms / 2, 0.4);
  };
  await onTheBeat(() => now, wait)(1_000);

  return now - 1_000;
}

it('answers at the end of the beat, however much of it the work took', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0, max: BEAT, noNaN: true }), async (work) => {
      const after = await answeredAfter(work);
      expect(after).toBeGreaterThanOrEqual(BEAT);
      expect(after).toBeLessThan(BEAT + 1);
    }),
  );
});

it('goes on to the end of the next one when the work took longer', async () => {
  expect(await answeredAfter(BEAT + 0.1)).toBeCloseTo(2 * BEAT, 0);
  expect(await answeredAfter(4.5 * BEAT)).toBeCloseTo(5 * BEAT, 0);
});
