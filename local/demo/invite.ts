import type { Goldpan } from './goldpan.ts';
import { type Visitor, visitors } from './visitor.ts';

/** So many of a crowd may have been here before for it to count as a new one: people of the same name meet. */
const FEW = 0.2;
const LAST_SEED = 1_000;

/** The visitors of the seed; without one, of the first seed whose visitors are (nearly all) new here, so that a second run is a second crowd. */
export async function invite(
  goldpan: Pick<Goldpan, 'leads'>,
  { visitors: count, seed }: { visitors: number; seed: number | undefined },
): Promise<{ seed: number; people: Visitor[]; returning: number }> {
  const known = new Set((await goldpan.leads()).map(({ email }) => email));
  for (let next = seed ?? 1; ; next += 1) {
    const people = visitors(count, next);
    const returning = people.filter(({ email }) => known.has(email)).length;
    if (seed !== undefined || returning < count * FEW || next === LAST_SEED) return { seed: next, people, returning };
  }
}
