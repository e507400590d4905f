/** Chance that repeats: the same seed gives the same choices in the same order. */
export type Random = {
  /** From 0 to 1, without 1. */
  next(): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** An item, as likely as its weight says. */
  weighted<const T>(items: readonly [readonly [T, number], ...(readonly [T, number])[]]): T;
};

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough to invent people. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  return {
    next,
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    weighted(items) {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }

      return items[0][0];
    },
  };
}
