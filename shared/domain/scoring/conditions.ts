import type { ActivityCondition, Predicate } from '#contracts/playbook.ts';
import { type Deed, isOn } from './deeds.ts';
import { matchesGlob } from './glob.ts';
import { isInstant, type Value } from './holds.ts';
import type { NormalisedLead } from './normalise.ts';
import { type Leaf, termsOf } from './terms.ts';
import { folded, wordsOf } from './words.ts';

type FieldLeaf = Exclude<Leaf, ActivityCondition>;

/**
 * Many conditions made ready at once. Each leaf (`country in [DE, AT]`) is one bit, however many rules name it. A value is looked up once and sets the bits of
 * all leaves that it decides; a rule is then a comparison of bits, at most 32 of which lie in one word.
 */
export class Conditions {
  readonly #places = new Map<string, number>();
  readonly #leaves = new Map<string, { readonly leaf: Leaf; readonly bit: number }>();
  readonly #tests: Test[];
  readonly #fields: FieldPlan[];
  readonly #deeds: DeedPlan[];
  readonly #words: number;
  readonly #bits: Int32Array;

  constructor(predicates: readonly Predicate[]) {
    const trees = predicates.map((predicate) => termsOf(predicate, (leaf) => this.#bitOf(leaf)) ?? predicate);
    // A condition with too many terms has not numbered all of its leaves.
    for (const predicate of predicates) this.#number(predicate);
    this.#words = Math.max(1, Math.ceil(this.#leaves.size / 32));
    this.#bits = new Int32Array(this.#words);
    this.#tests = trees.map((tree) => this.#testOf(tree));
    const leaves = [...this.#leaves.values()];
    const byField = Map.groupBy(leaves, ({ leaf }) => ('field' in leaf ? leaf.field : ''));
    this.#fields = [...this.#places.keys()].map((field) => this.#planOf(byField.get(field) ?? []));
    this.#deeds = leaves.flatMap(({ leaf, bit }) => ('activity' in leaf ? [deedPlan(leaf, bit)] : []));
  }

  /** The names of the fields, by their place. */
  get fields(): readonly string[] {
    return [...this.#places.keys()];
  }

  /** Whether what a lead did decides anything. */
  get namesDeeds(): boolean {
    return this.#deeds.length > 0;
  }

  normalise(value: (field: string) => Value | undefined): NormalisedLead {
    const values = this.fields.map((field) => {
      const found = value(field);

      return found === '' ? undefined : found;
    });
    const read = (wanted: (plan: FieldPlan) => boolean, make: (text: string) => string) =>
      values.map((one, place) => {
        const plan = this.#fields[place];

        return typeof one === 'string' && plan !== undefined && wanted(plan) ? make(one) : '';
      });

    return {
      values,
      words: read(
        ({ phrases }) => phrases.length > 0,
        (text) => ` ${wordsOf(text)} `,
      ),
      texts: read(({ globs }) => globs.length > 0, folded),
    };
  }

  /** Looks at a lead as of a moment (ms since 1970); `holds` answers about this lead until the next one is looked at. */
  look({ values, words, texts }: NormalisedLead, deeds: readonly Deed[], now: number): void {
    const bits = this.#bits;
    bits.fill(0);
    for (let place = 0; place < this.#fields.length; place++) {
      const plan = this.#fields[place];
      if (plan === undefined) continue;
      const value = values[place];
      const masks = value === undefined ? plan.unknown : (plan.known.get(value) ?? plan.other);
      for (let word = 0; word < masks.length; word++) bits[word] = (bits[word] ?? 0) | (masks[word] ?? 0);
      if (value === undefined || !plan.isOpen) continue;
      if (typeof value === 'number') {
        for (const { bit, min, max } of plan.ranges) if (value >= min && value <= max) this.#set(bit);
      } else if (typeof value === 'string') {
        for (const { bit, any } of plan.phrases) if (any.some((one) => words[place]?.includes(one))) this.#set(bit);
        for (const { bit, any } of plan.globs) {
          if (any.some((one) => matchesGlob(texts[place] ?? '', one))) this.#set(bit);
        }
        for (const { bit, since } of plan.times)
          if (isInstant(value) && now - Date.parse(value) <= since) this.#set(bit);
      }
    }
    for (const plan of this.#deeds) if (happened(plan, deeds, now)) this.#set(plan.bit);
  }

  /** Whether the condition of that number holds of the lead that was looked at. */
  holds(index: number): boolean {
    const test = this.#tests[index];
    if (test === undefined) return false;
    if (typeof test === 'function') return test();
    const bits = this.#bits;
    const words = this.#words;
    for (let term = 0; term < test.length; term += 2 * words) {
      let word = 0;
      while (word < words && ((bits[word] ?? 0) & (test[term + word] ?? 0)) === test[term + words + word]) word++;
      if (word === words) return true;
    }

    return false;
  }

  /** The moments (ms since 1970) after `now` at which a leaf may come out differently though the lead stays as it is. */
  edges({ values }: NormalisedLead, deeds: readonly Deed[], now: number): number[] {
    const ofFields = this.#fields.flatMap(({ times }, place) => {
      const value = values[place];

      return typeof value === 'string' && isInstant(value)
        ? times.map(({ since }) => Date.parse(value) + since + 1)
        : [];
    });
    const ofDeeds = this.#deeds.flatMap((plan) =>
      plan.within === Number.POSITIVE_INFINITY
        ? []
        : deeds.filter(({ activity }) => isSuch(plan, activity)).map(({ at }) => at + plan.within + 1),
    );

    return [...new Set([...ofFields, ...ofDeeds])].filter((edge) => edge > now).sort((a, b) => a - b);
  }

  #set(bit: number): void {
    this.#bits[bit >> 5] = (this.#bits[bit >> 5] ?? 0) | (1 << (bit & 31));
  }

  #bitOf(leaf: Leaf): number {
    const key = JSON.stringify(leaf);
    const before = this.#leaves.get(key);
    if (before !== undefined) return before.bit;
    if ('field' in leaf && !this.#places.has(leaf.field)) this.#places.set(leaf.field, this.#places.size);
    const bit = this.#leaves.size;
    this.#leaves.set(key, { leaf, bit });

    return bit;
  }

  #number(predicate: Predicate): void {
    if ('all' in predicate) for (const part of predicate.all) this.#number(part);
    else if ('any' in predicate) for (const part of predicate.any) this.#number(part);
    else if ('not' in predicate) this.#number(predicate.not);
    else this.#bitOf(predicate);
  }

  /** Terms as pairs of words: which bits to look at, and how they must be. */
  #testOf(tree: ReturnType<typeof termsOf> | Predicate): Test {
    if (!Array.isArray(tree)) return tree === undefined ? () => false : this.#asked(tree);
    const words = this.#words;
    const test = new Int32Array(tree.length * 2 * words);
    tree.forEach((term, index) => {
      for (const [bit, holds] of term) {
        const word = index * 2 * words + (bit >> 5);
        test[word] = (test[word] ?? 0) | (1 << (bit & 31));
        if (holds) test[word + words] = (test[word + words] ?? 0) | (1 << (bit & 31));
      }
    });

    return test;
  }

  #asked(predicate: Predicate): () => boolean {
    if ('all' in predicate) {
      const parts = predicate.all.map((part) => this.#asked(part));

      return () => parts.every((part) => part());
    }
    if ('any' in predicate) {
      const parts = predicate.any.map((part) => this.#asked(part));

      return () => parts.some((part) => part());
    }
    if ('not' in predicate) {
      const part = this.#asked(predicate.not);

      return () => !part();
    }
    const bit = this.#bitOf(predicate);

    return () => ((this.#bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  #planOf(leaves: readonly { leaf: Leaf; bit: number }[]): FieldPlan {
    const own = leaves.filter((one): one is { leaf: FieldLeaf; bit: number } => 'field' in one.leaf);
    const masks = (holds: (leaf: FieldLeaf) => boolean): Int32Array => {
      const made = new Int32Array(this.#words);
      for (const { leaf, bit } of own) if (holds(leaf)) made[bit >> 5] = (made[bit >> 5] ?? 0) | (1 << (bit & 31));

      return made;
    };
    const named = own.flatMap(({ leaf }) => ('equals' in leaf ? [leaf.equals] : 'in' in leaf ? leaf.in : []));
    const is = (leaf: FieldLeaf, value: Value) =>
      'equals' in leaf ? leaf.equals === value : 'in' in leaf ? leaf.in.some((one) => one === value) : isThere(leaf);
    const bitsOf = <Part>(read: (leaf: FieldLeaf) => Part | undefined) =>
      own.flatMap(({ leaf, bit }) => {
        const part = read(leaf);

        return part === undefined ? [] : [{ bit, ...part }];
      });
    const plan = {
      known: new Map(named.map((value) => [value, masks((leaf) => is(leaf, value))])),
      other: masks(isThere),
      unknown: masks((leaf) => 'exists' in leaf && !leaf.exists),
      ranges: bitsOf((leaf) =>
        'range' in leaf ? { min: leaf.range.min ?? -Infinity, max: leaf.range.max ?? Infinity } : undefined,
      ),
      phrases: bitsOf((leaf) =>
        'contains' in leaf ? { any: leaf.contains.map((phrase) => ` ${wordsOf(phrase)} `) } : undefined,
      ),
      globs: bitsOf((leaf) => ('matches' in leaf ? { any: leaf.matches.map(folded) } : undefined)),
      times: bitsOf((leaf) => ('since' in leaf ? { since: leaf.since } : undefined)),
    };
    const { ranges, phrases, globs, times } = plan;

    return { ...plan, isOpen: ranges.length + phrases.length + globs.length + times.length > 0 };
  }
}

/** Pairs of words, or where there would be too many a question. */
type Test = Int32Array | (() => boolean);

/** How the value of one field decides its leaves. */
interface FieldPlan {
  readonly known: ReadonlyMap<Value, Int32Array>;
  readonly other: Int32Array;
  readonly unknown: Int32Array;
  readonly ranges: readonly { bit: number; min: number; max: number }[];
  readonly phrases: readonly { bit: number; any: readonly string[] }[];
  readonly globs: readonly { bit: number; any: readonly string[] }[];
  readonly times: readonly { bit: number; since: number }[];
  /** Whether knowing the value is not enough. */
  readonly isOpen: boolean;
}

interface DeedPlan {
  readonly rule: ActivityCondition;
  readonly page: string | undefined;
  readonly bit: number;
  readonly within: number;
  readonly atLeast: number;
}

const deedPlan = (rule: ActivityCondition, bit: number): DeedPlan => ({
  rule,
  page: rule.page === undefined ? undefined : folded(rule.page),
  bit,
  within: rule.within ?? Number.POSITIVE_INFINITY,
  atLeast: rule.atLeast ?? 1,
});

function happened(plan: DeedPlan, deeds: readonly Deed[], now: number): boolean {
  let count = 0;
  for (const { activity, at } of deeds) {
    if (isSuch(plan, activity) && now - at <= plan.within && ++count >= plan.atLeast) return true;
  }

  return false;
}

const isSuch = (plan: DeedPlan, activity: Deed['activity']): boolean =>
  activity.kind === plan.rule.activity && isOn(plan, activity);

const isThere = (leaf: FieldLeaf): boolean => 'exists' in leaf && leaf.exists;
