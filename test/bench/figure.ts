import { type Target, targets } from './targets.ts';

/** One measured figure. `value` is in `unit`; a figure without a target is there to be read. */
export interface Figure {
  readonly group: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: Target;
  /** What the reader should know to judge the value. */
  readonly note?: string;
}

export interface Judged extends Figure {
  /** Undefined without a target. */
  readonly met: boolean | undefined;
}

/** A figure beside one of the targets. */
export const against = (figure: Omit<Figure, 'target'>, target: keyof typeof targets): Figure => ({
  ...figure,
  target: targets[target],
});

/** A value counts as it is printed: 2.004 of at most 2 is met. */
export const judged = (figure: Figure): Judged => ({
  ...figure,
  met: figure.target === undefined ? undefined : Number(figure.value.toFixed(2)) <= figure.target.atMost,
});
