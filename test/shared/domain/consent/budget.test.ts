import fc from 'fast-check';
import { expect, it } from 'vitest';
import { freeAt, giveBack, hasRoom, mailboxBounds, spend } from '#domain/consent/budget.ts';
import { canonicalAddress } from '#domain/consent/canonical-address.ts';
import { after, DAY, elapsed, HOUR, type Instant, MINUTE, SECOND } from '#domain/instant.ts';
import { NOW, nowPlus } from '#test/support/a-lead.ts';

it('lets the first mail go at once, and remembers it', () => {
  expect(freeAt([], NOW)).toBe(NOW);
  expect(spend([], NOW)).toEqual([NOW]);
});

it.each([
  ['ten minutes after one', [0], 10 * MINUTE],
  ['a day after the first of three', [0, HOUR, 2 * HOUR], DAY],
  ['thirty days after the first of five', [0, DAY, 2 * DAY, 3 * DAY, 4 * DAY], 30 * DAY],
])('has room again %s, and not a moment before', (_when, offsets, ms) => {
  const mails = offsets.map(nowPlus);

  expect(freeAt(mails, mails.at(-1) ?? NOW)).toBe(nowPlus(ms));
  expect([hasRoom(mails, nowPlus(ms - 1)), hasRoom(mails, nowPlus(ms))]).toEqual([false, true]);
});

it('counts a mail that a clock ahead of this one noted', () => {
  expect(hasRoom([nowPlus(5 * MINUTE)], NOW)).toBe(false);
});

it('forgets what is older than the longest bound, and nothing younger', () => {
  expect(spend([NOW, nowPlus(1)], nowPlus(30 * DAY))).toEqual([nowPlus(1), nowPlus(30 * DAY)]);
});

it('gives back the one mail that did not leave', () => {
  expect(giveBack([NOW, nowPlus(HOUR)], NOW)).toEqual([nowPlus(HOUR)]);
});

/** Whether no stretch of time saw more mails than it may. */
function expectWithinBounds(mails: readonly Instant[]): void {
  for (const bound of mailboxBounds)
    for (const [n, at] of mails.entries()) {
      const oneTooMany = mails[n + bound.mails];
      if (oneTooMany !== undefined) expect(elapsed(at, oneTooMany)).toBeGreaterThanOrEqual(bound.within);
    }
}

const VARIANTS = [
  'ada@gmail.com',
  'a.d.a@gmail.com',
  'ADA+1@googlemail.com',
  'ada+x@gmail.com',
  'a.da+y@googlemail.com',
];

/** What happens to one of many senders that work side by side, each on a submission of some spelling of the address. */
type Step =
  | { do: 'wait'; ms: number }
  | { do: 'read' | 'claim' | 'leaves' | 'is refused' | 'is cut off'; sender: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({
      do: fc.constantFrom(
        'read' as const,
        'claim' as const,
        'leaves' as const,
        'is refused' as const,
        'is cut off' as const,
      ),
      sender: fc.nat(VARIANTS.length - 1),
    }),
    weight: 6,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(0, 1, SECOND, 9 * MINUTE, 10 * MINUTE, 8 * HOUR, DAY, 10 * DAY, 31 * DAY),
    }),
    weight: 2,
  },
);

/** The mail gate as far as the budget goes, and the table's condition: who claims on what is not true any more has to read again. */
class SideBySide {
  now = NOW;
  readonly mailboxes = new Map<string, { mails: readonly Instant[]; version: number }>();
  readonly read = new Map<number, { mails: readonly Instant[]; version: number }>();
  readonly claimed = new Map<number, Instant>();
  readonly left: Instant[] = [];

  play(step: Step): void {
    if (step.do === 'wait') {
      this.now = after(this.now, step.ms);
      return;
    }
    const { sender } = step;
    const key = canonicalAddress(VARIANTS[sender] ?? '');
    const stored = this.mailboxes.get(key) ?? { mails: [], version: 0 };
    const spentAt = this.claimed.get(sender);
    switch (step.do) {
      case 'read':
        this.read.set(sender, stored);
        break;
      case 'claim': {
        const known = this.read.get(sender);
        if (known === undefined || spentAt !== undefined || !hasRoom(known.mails, this.now)) return;
        this.read.delete(sender);
        if (known.version !== stored.version) return;
        this.mailboxes.set(key, { mails: spend(known.mails, this.now), version: stored.version + 1 });
        this.claimed.set(sender, this.now);
        break;
      }
      case 'leaves':
      case 'is cut off':
        // Cut off after it left: nobody knows, and nothing is given back.
        if (spentAt === undefined) return;
        this.left.push(spentAt);
        this.claimed.delete(sender);
        break;
      case 'is refused':
        if (spentAt === undefined) return;
        this.mailboxes.set(key, { mails: giveBack(stored.mails, spentAt), version: stored.version + 1 });
        this.claimed.delete(sender);
    }
  }
}

it('is never exceeded under any interleaving of submissions with address variants (P8, I12)', () => {
  let mails = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150, size: 'max' }), (steps) => {
      const world = new SideBySide();
      for (const one of steps) world.play(one);
      expect(world.mailboxes.size).toBeLessThanOrEqual(1);
      expectWithinBounds(world.left.toSorted());
      mails += world.left.length;
    }),
    { numRuns: 1_000 },
  );
  // The lives were worth looking at.
  expect(mails).toBeGreaterThan(1_000);
});
