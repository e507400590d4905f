import { setBit } from './bits.ts';
import { compileGlob } from './glob.ts';
import type { Value } from './holds.ts';
import type { Leaf } from './terms.ts';
import { folded, wordsOf } from './words.ts';

/** How the value of one field decides the leaves that name it. Masks hold the bits of those that hold. */
export interface FieldPlan {
  readonly known: ReadonlyMap<Value, readonly number[]>;
  /** Of a value that no leaf names. */
  readonly other: readonly number[];
  readonly unknown: readonly number[];
  readonly ranges: readonly { readonly bit: number; readonly min: number; readonly max: number }[];
  readonly phrases: readonly { readonly bit: number; readonly any: readonly string[] }[];
  readonly globs: readonly { readonly bit: number; readonly any: readonly ((text: string) => boolean)[] }[];
  readonly times: readonly { readonly bit: number; readonly since: number }[];
  /** Whether knowing which value it is is not enough. */
  readonly isOpen: boolean;
}

type FieldLeaf = Exclude<Leaf, { activity: unknown }>;

export function fieldPlan(leaves: readonly { leaf: Leaf; bit: number }[], words: number): FieldPlan {
  const own = leaves.filter((one): one is { leaf: FieldLeaf; bit: number } => 'field' in one.leaf);
  const masks = (holds: (leaf: FieldLeaf) => boolean): number[] => {
    const made = new Array<number>(words).fill(0);
    for (const { leaf, bit } of own) if (holds(leaf)) setBit(made, bit);

    return made;
  };
  const withBit = <Part extends object>(read: (leaf: FieldLeaf) => Part | undefined) =>
    own.flatMap(({ leaf, bit }) => {
      const part = read(leaf);

      return part === undefined ? [] : [{ bit, ...part }];
    });
  const ranges = withBit((leaf) =>
    'range' in leaf ? { min: leaf.range.min ?? -Infinity, max: leaf.range.max ?? Infinity } : undefined,
  );
  const phrases = withBit((leaf) =>
    'contains' in leaf ? { any: leaf.contains.map((phrase) => ` ${wordsOf(phrase)} `) } : undefined,
  );
  const globs = withBit((leaf) =>
    'matches' in leaf ? { any: leaf.matches.map((glob) => compileGlob(folded(glob))) } : undefined,
  );
  const times = withBit((leaf) => ('since' in leaf ? { since: leaf.since } : undefined));
  const named = own.flatMap(({ leaf }) => ('equals' in leaf ? [leaf.equals] : 'in' in leaf ? leaf.in : []));

  return {
    known: new Map(named.map((value) => [value, masks((leaf) => isDecidedBy(leaf, value))])),
    other: masks(isThere),
    unknown: masks((leaf) => 'exists' in leaf && !leaf.exists),
    ranges,
    phrases,
    globs,
    times,
    isOpen: ranges.length + phrases.length + globs.length + times.length > 0,
  };
}

function isDecidedBy(leaf: FieldLeaf, value: Value): boolean {
  if ('equals' in leaf) return leaf.equals === value;
  if ('in' in leaf) return leaf.in.some((one) => one === value);

  return isThere(leaf);
}

const isThere = (leaf: FieldLeaf): boolean => 'exists' in leaf && leaf.exists;
