import type { Scoring } from '#contracts/playbook.ts';
import { hasBit } from './bits.ts';
import { reaches } from './grade.ts';
import type { Points } from './score.ts';

/** What points alone tell of a lead. */
export type Reached = Omit<Points, 'total'>;

/** Disqualifiers and paths to MQL made ready. Their conditions follow one another from the place `first`, disqualifiers before paths. */
export interface Outcomes {
  /** The first disqualifier that holds, or else the first path that is open; undefined where there is neither. */
  outcomeOf(held: Readonly<Int32Array>, reached: Reached): Pick<Points, 'disqualifiedBy' | 'path'> | undefined;

  /** All that can be told apart, to be compared: the disqualifier, or every path that is open. */
  allOf(held: Readonly<Int32Array>, reached: Reached): string[];
}

export function compileOutcomes(
  { disqualifiers, mql }: Pick<Scoring, 'disqualifiers' | 'mql'>,
  first: number,
): Outcomes {
  let next = first + disqualifiers.length;
  const paths = mql.map((path) => ({ path, when: path.when === undefined ? undefined : next++ }));

  const isOpen = ({ path, when }: (typeof paths)[number], held: Readonly<Int32Array>, reached: Reached): boolean =>
    reaches(path, reached) && (when === undefined || hasBit(held, when));

  function disqualifierIn(held: Readonly<Int32Array>): string | undefined {
    for (let n = 0; n < disqualifiers.length; n++) if (hasBit(held, first + n)) return disqualifiers[n]?.id;

    return undefined;
  }

  return {
    outcomeOf(held, reached) {
      const disqualifiedBy = disqualifierIn(held);
      if (disqualifiedBy !== undefined) return { disqualifiedBy };
      for (const one of paths) if (isOpen(one, held, reached)) return { path: one.path.id };

      return undefined;
    },

    allOf(held, reached) {
      const disqualifiedBy = disqualifierIn(held);

      return disqualifiedBy === undefined
        ? paths.filter((one) => isOpen(one, held, reached)).map(({ path }) => path.id)
        : [`not ${disqualifiedBy}`];
    },
  };
}
