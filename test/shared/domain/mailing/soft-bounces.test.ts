import fc from 'fast-check';
import { expect, it } from 'vitest';
import { after, MINUTE } from '#domain/instant.ts';
import { forget, inARow, noSoftBounces, remember, type SoftBounces } from '#domain/mailing/soft-bounces.ts';

const start = '2026-03-02T08:00:00.000Z';
const minute = (n: number) => after(start, n * MINUTE);

it('counts the mails in a row that bounced, each once', () => {
  const twice = ['a', 'b', 'a', 'b'].reduce((known, id) => remember(known, id, minute(1)), noSoftBounces);
  expect(inARow(twice)).toBe(2);
  expect(twice.version).toBe(2);
});

it('a mail that arrived begins the row anew', () => {
  const bounced = remember(remember(noSoftBounces, 'a', minute(1)), 'b', minute(3));
  expect(inARow(forget(bounced, minute(2)))).toBe(1);
  expect(inARow(forget(bounced, minute(4)))).toBe(0);
});

it('a bounce from before a mail arrived counts no more, and an older arrival changes nothing', () => {
  const arrived = forget(noSoftBounces, minute(5));
  expect(remember(arrived, 'a', minute(4))).toBe(arrived);
  expect(forget(arrived, minute(4))).toBe(arrived);
});

it('the same facts make the same row, however often and in whichever order they are told', () => {
  const told = fc.record({ n: fc.integer({ min: 0, max: 8 }), minute: fc.nat(20), kind: fc.constantFrom('in', 'out') });
  const facts = fc.uniqueArray(told, { selector: ({ n }) => n });
  const tell = (known: SoftBounces, fact: { n: number; minute: number; kind: string }) =>
    fact.kind === 'in' ? forget(known, minute(fact.minute)) : remember(known, `m-${fact.n}`, minute(fact.minute));
  const shuffledTwice = facts.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2, maxLength: list.length * 2 }),
    ),
  );
  fc.assert(
    fc.property(shuffledTwice, ([once, again]) => {
      const { version: _one, ...expected } = once.reduce(tell, noSoftBounces);
      const { version: _other, ...found } = again.reduce(tell, noSoftBounces);
      expect(found).toEqual(expected);
    }),
  );
});
