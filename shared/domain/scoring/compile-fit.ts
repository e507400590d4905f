import type { Scoring } from '#contracts/playbook.ts';
import { lowestBit, setBit, wordsFor } from './bits.ts';
import type { FitReason, Reason } from './score.ts';

/** The fit axis made ready. Its rules are the first of the conditions. */
export interface FitAxis {
  pointsOf(held: Readonly<Int32Array>): number;

  /** A list of its own for each call. */
  reasonsOf(held: Readonly<Int32Array>): Reason[];
}

/** Only the rules that hold are looked at, one set bit after the other: most leads fulfil a few of many. Their reasons are made once. */
export function compileFit(rules: Scoring['fit']): FitAxis {
  const reasons = rules.map(({ id, points }): FitReason => Object.freeze({ axis: 'fit', rule: id, points }));
  const points = Int32Array.from(rules, (rule) => rule.points);
  const gives = new Int32Array(wordsFor(rules.length));
  for (const [n, rule] of rules.entries()) if (rule.points !== 0) setBit(gives, n);
  // Written over for each lead, and copied as far as it was: a list that grows while it is filled would be made several times.
  const found: FitReason[] = [...reasons];

  return {
    pointsOf(held) {
      let sum = 0;
      for (let word = 0; word < gives.length; word++) {
        for (let left = (held[word] ?? 0) & (gives[word] ?? 0); left !== 0; left &= left - 1) {
          sum += points[32 * word + lowestBit(left)] ?? 0;
        }
      }

      return sum;
    },

    reasonsOf(held) {
      let count = 0;
      for (let word = 0; word < gives.length; word++) {
        for (let left = (held[word] ?? 0) & (gives[word] ?? 0); left !== 0; left &= left - 1) {
          const reason = reasons[32 * word + lowestBit(left)];
          if (reason !== undefined) found[count++] = reason;
        }
      }

      return found.slice(0, count);
    },
  };
}
