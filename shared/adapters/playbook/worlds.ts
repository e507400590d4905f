import type { Predicate } from '#contracts/playbook.ts';
import { holds, type Value } from '#domain/scoring/holds.ts';
import type { KnownFields, Values } from './known-fields.ts';

/**
 * What can be true at the same time. A condition's leaves (`country equals DE`, `country in [AT, CH]`) that look at one field depend on each other: a
 * variable lists every way in which they can come out together. Where that cannot be known (words in a free text, activities), every way is listed: a check
 * that finds nothing in all worlds is right, one that finds something may be too kind.
 */
export type Leaf = Exclude<Predicate, { all: unknown } | { any: unknown } | { not: unknown }>;
type FieldLeaf = Exclude<Leaf, { activity: unknown }>;

/** How the leaves of one variable come out, by their key. */
export type Outcome = ReadonlyMap<string, boolean>;

/** All ways, each once. */
export type Variable = readonly Outcome[];

const MANY_WAYS = 6;

export const keyOf = (leaf: Leaf): string => JSON.stringify(leaf);

/** Every leaf of a condition, each as often as it stands there. */
export function leavesOf(predicate: Predicate): Leaf[] {
  if ('all' in predicate) return predicate.all.flatMap(leavesOf);
  if ('any' in predicate) return predicate.any.flatMap(leavesOf);
  if ('not' in predicate) return leavesOf(predicate.not);

  return [predicate];
}

/** Whether a condition holds when its leaves come out so. */
export function holdsIn(predicate: Predicate, world: Outcome): boolean {
  if ('all' in predicate) return predicate.all.every((part) => holdsIn(part, world));
  if ('any' in predicate) return predicate.any.some((part) => holdsIn(part, world));
  if ('not' in predicate) return !holdsIn(predicate.not, world);

  return world.get(keyOf(predicate)) ?? false;
}

/** The variables behind some leaves: one for each field, one for each activity. */
export function variablesOf(leaves: readonly Leaf[], known: KnownFields): Variable[] {
  const distinct = new Map(leaves.map((leaf) => [keyOf(leaf), leaf]));
  const byField = Map.groupBy(distinct.values(), (leaf) => ('field' in leaf ? `field ${leaf.field}` : keyOf(leaf)));

  return [...byField.values()].map((group) => {
    const own = group.filter((leaf): leaf is FieldLeaf => 'field' in leaf);
    const [first] = own;

    return first === undefined ? freely(group) : once(fieldOutcomes(own, known.get(first.field) ?? 'text'));
  });
}

/** How many worlds the variables make. */
export const worldCount = (variables: readonly Variable[]): number =>
  variables.reduce((product, { length }) => product * length, 1);

/** Every world, one after the other. */
export function* worldsOf(variables: readonly Variable[]): Generator<Outcome> {
  const [first, ...rest] = variables;
  if (first === undefined) yield new Map();
  else {
    for (const inner of worldsOf(rest)) for (const outcome of first) yield new Map([...inner, ...outcome]);
  }
}

function fieldOutcomes(leaves: readonly FieldLeaf[], values: Values): Outcome[] {
  const unknown = outcomeFor(leaves, undefined);
  if (typeof values !== 'string') return [unknown, ...[...values].map((value) => outcomeFor(leaves, value))];
  if (values === 'number') return [unknown, ...numbersAround(leaves).map((value) => outcomeFor(leaves, value))];
  const named = leaves.flatMap((leaf) => ('equals' in leaf ? [leaf.equals] : 'in' in leaf ? leaf.in : []));
  const open = leaves.filter((leaf) => 'contains' in leaf || 'matches' in leaf || 'since' in leaf);
  const another = outcomeFor(leaves, 'another text');

  return [
    unknown,
    ...named.map((value) => outcomeFor(leaves, value)),
    ...freely(open).map((ways) => new Map([...another, ...ways])),
  ];
}

/** What a value makes of the leaves; the language itself decides. */
const outcomeFor = (leaves: readonly FieldLeaf[], value: Value | undefined): Outcome =>
  new Map(
    leaves.map((leaf) => [
      keyOf(leaf),
      holds(leaf, { value: () => value, activities: [], now: '2026-01-01T00:00:00.000Z' }),
    ]),
  );

/** Each bound and constant, and what lies between and beyond. */
function numbersAround(leaves: readonly FieldLeaf[]): number[] {
  const named = leaves.flatMap((leaf) => {
    if ('range' in leaf) return [leaf.range.min, leaf.range.max];
    if ('equals' in leaf) return [leaf.equals];

    return 'in' in leaf ? leaf.in : [];
  });
  const sorted = [...new Set(named.filter((one) => typeof one === 'number'))].sort((a, b) => a - b);

  return [
    ...sorted,
    ...sorted.slice(1).map((one, index) => (one + (sorted[index] ?? one)) / 2),
    (sorted[0] ?? 0) - 1,
    (sorted.at(-1) ?? 0) + 1,
  ];
}

/** Every way in which leaves that know nothing of each other come out; of many, only that all hold, or none, or one alone. */
function freely(leaves: readonly Leaf[]): Outcome[] {
  const keys = leaves.map(keyOf);
  if (keys.length > MANY_WAYS) {
    const one = keys.map((alone) => new Map(keys.map((key) => [key, key === alone])));

    return [new Map(keys.map((key) => [key, true])), new Map(keys.map((key) => [key, false])), ...one];
  }

  return Array.from(
    { length: 2 ** keys.length },
    (_, ways) => new Map(keys.map((key, place) => [key, Math.floor(ways / 2 ** place) % 2 === 1])),
  );
}

const once = (outcomes: readonly Outcome[]): Outcome[] => [
  ...new Map(outcomes.map((outcome) => [JSON.stringify([...outcome]), outcome])).values(),
];
