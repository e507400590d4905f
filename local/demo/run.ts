import { assembleCrowd } from './crowd.ts';
import type { Goldpan } from './goldpan.ts';
import type { Progress } from './progress.ts';
import { seeded } from './random.ts';
import type { Visitor } from './visitor.ts';

export type DemoOptions = {
  readonly goldpan: Goldpan;
  readonly visitors: readonly Visitor[];
  readonly seed: number;
  readonly progress: Progress;
};

/** They arrive through a whole day, so that it is working time for each salesperson now and then; a few people come at once. */
const MOST_WAVES = 5;
const A_FEW = 40;
const BETWEEN_WAVES = 'PT5H';
const LATER_DAYS = [1, 2] as const;
/** Until every unanswered request for confirmation is over. */
const THE_REST = 'P5D';

/** Sends the visitors through the running system, from the form to a salesperson's answer, over eight days of its time. Answers how many people sent a form. */
export async function runDemo({ goldpan, visitors, seed, progress }: DemoOptions): Promise<{ forms: number }> {
  const crowd = await assembleCrowd(goldpan, seeded(seed + 1));
  const size = Math.ceil(visitors.length / Math.min(MOST_WAVES, Math.ceil(visitors.length / A_FEW)));
  const first = progress('The 1st day', visitors.length);
  for (let begin = 0; begin < visitors.length; begin += size) {
    const wave = visitors.slice(begin, begin + size);
    await crowd.arrive(wave);
    const { forms, confirmed } = crowd.tally;
    first.show(begin + wave.length, `visitors, ${forms} forms, ${confirmed} confirmed`);
    await crowd.act(0);
    await crowd.answerOffers();
    await goldpan.advance(BETWEEN_WAVES);
  }
  first.done();

  const days = progress('The week', LATER_DAYS.length + 1);
  const show = (count: number) =>
    days.show(count, `steps, ${crowd.tally.activities} activities, ${crowd.tally.answers} answers of sales`);
  for (const [index, day] of LATER_DAYS.entries()) {
    await crowd.answerOffers();
    await crowd.act(day);
    await crowd.answerOffers();
    await goldpan.advance('P1D');
    show(index + 1);
  }
  await crowd.answerOffers();
  await goldpan.advance(THE_REST);
  await crowd.answerOffers();
  show(LATER_DAYS.length + 1);
  days.done();

  return { forms: crowd.tally.forms };
}
