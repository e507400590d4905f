import { startGoldpan } from '#test/support/goldpan.ts';
import { against, type Figure } from '../figure.ts';
import { median, percentile } from '../statistics.ts';
import { answerTimes } from './answer-times.ts';
import { kolmogorovSmirnov, mannWhitney } from './two-sample.ts';

const EACH = 500;

/** Whether the time until an answer tells a known address from an unknown one: two samples through the running system, compared. */
export async function timingFigures(): Promise<Figure[]> {
  await using goldpan = await startGoldpan();
  const { known, unknown } = await answerTimes(goldpan.url, EACH);
  const group = `Answer times of known and unknown addresses (${known.length} each, in random order)`;
  const of = (name: string, times: readonly number[]): Figure => ({
    group,
    name: `${name}, median`,
    value: median(times),
    unit: 'ms',
    note: `p10 ${percentile(times, 0.1).toFixed(1)}, p90 ${percentile(times, 0.9).toFixed(1)}, p99 ${percentile(times, 0.99).toFixed(1)}`,
  });
  const smirnov = kolmogorovSmirnov(known, unknown);
  const whitney = mannWhitney(known, unknown);

  return [
    of('known', known),
    of('unknown', unknown),
    against(
      {
        group,
        name: 'surprise, Kolmogorov–Smirnov',
        value: surprise(smirnov.p),
        unit: '',
        note: `p = ${smirnov.p.toFixed(3)}, D = ${smirnov.distance.toFixed(3)}`,
      },
      'surprise',
    ),
    against(
      {
        group,
        name: 'surprise, Mann–Whitney',
        value: surprise(whitney.p),
        unit: '',
        note: `p = ${whitney.p.toFixed(3)}, a known one is slower in ${(whitney.share * 100).toFixed(1)} % of pairs`,
      },
      'surprise',
    ),
  ];
}

/** −log10 p: 2 where samples of the same distribution differ so much once in a hundred times. */
const surprise = (p: number): number => -Math.log10(Math.max(p, 1e-300));
