import type { Predicate } from '#contracts/playbook.ts';
import type { Leaf } from './terms.ts';

export interface NumberedLeaf {
  readonly leaf: Leaf;
  readonly bit: number;
}

/** The leaves of conditions, numbered: the same leaf is one bit, however many conditions name it. */
export interface Leaves {
  readonly all: readonly NumberedLeaf[];
  bitOf(leaf: Leaf): number;
}

export function numberLeaves(predicates: readonly Predicate[]): Leaves {
  const leaves = new Map<string, NumberedLeaf>();
  const visit = (predicate: Predicate): void => {
    if ('all' in predicate) predicate.all.forEach(visit);
    else if ('any' in predicate) predicate.any.forEach(visit);
    else if ('not' in predicate) visit(predicate.not);
    else {
      const key = JSON.stringify(predicate);
      if (!leaves.has(key)) leaves.set(key, { leaf: predicate, bit: leaves.size });
    }
  };
  predicates.forEach(visit);

  return { all: [...leaves.values()], bitOf: (leaf) => leaves.get(JSON.stringify(leaf))?.bit ?? 0 };
}
