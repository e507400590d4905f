import type { Predicate } from '#contracts/playbook.ts';

/** A condition without operators. */
export type Leaf = Exclude<Predicate, { all: unknown } | { any: unknown } | { not: unknown }>;

/** Leaves that must hold (true) or must not (false) at the same time, by their number. */
export type Term = ReadonlyMap<number, boolean>;

/** More would make a rule slower than asking leaf by leaf. */
const MANY_TERMS = 32;

/** A condition as alternatives of terms (its disjunctive normal form); undefined when there would be too many. */
export function termsOf(predicate: Predicate, numberOf: (leaf: Leaf) => number, holds = true): Term[] | undefined {
  if ('not' in predicate) return termsOf(predicate.not, numberOf, !holds);
  if ('all' in predicate || 'any' in predicate) {
    const parts = ('all' in predicate ? predicate.all : predicate.any).map((part) => termsOf(part, numberOf, holds));
    const isTogether = 'all' in predicate === holds;

    return parts.reduce(isTogether ? together : either, isTogether ? [new Map()] : []);
  }

  return [new Map([[numberOf(predicate), holds]])];
}

function either(a: Term[] | undefined, b: Term[] | undefined): Term[] | undefined {
  return a === undefined || b === undefined || a.length + b.length > MANY_TERMS ? undefined : [...a, ...b];
}

function together(a: Term[] | undefined, b: Term[] | undefined): Term[] | undefined {
  if (a === undefined || b === undefined || a.length * b.length > MANY_TERMS) return undefined;

  return a.flatMap((one) =>
    b
      .filter((other) => [...other].every(([leaf, holds]) => (one.get(leaf) ?? holds) === holds))
      .map((other) => new Map([...one, ...other])),
  );
}
