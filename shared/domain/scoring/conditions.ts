import type { Predicate } from '#contracts/playbook.ts';
import { type DeedPlan, deedPlan, happened, isSuch } from './deed-condition.ts';
import type { Deed } from './deeds.ts';
import { type FieldPlan, fieldPlan, setBit } from './field-plan.ts';
import { isInstant, type Value } from './holds.ts';
import type { NormalisedLead } from './normalise.ts';
import { type Leaf, type Term, termsOf } from './terms.ts';
import { folded, wordsOf } from './words.ts';

/** Many conditions made ready at once, to be asked about one lead after the other. */
export interface Conditions {
  normalise(value: (field: string) => Value | undefined): NormalisedLead;

  /** Looks at a lead as of a moment (ms since 1970). `holds` answers about this lead until the next one is looked at. */
  look(lead: NormalisedLead, deeds: readonly Deed[], now: number): void;

  /** 1 where the condition of that number holds of the lead that was looked at. */
  readonly holds: Readonly<Uint8Array>;

  /** The moments (ms since 1970) after `now` at which a leaf may come out differently though the lead stays as it is. */
  edges(lead: NormalisedLead, deeds: readonly Deed[], now: number): number[];
}

/**
 * Each leaf (`country in [DE, AT]`) is one bit, however many rules name it. Normalising looks each value up once and sets the bits of all leaves that it
 * decides, whatever the order a profile's fields come in; a rule is then a comparison of bits, 32 of which lie in one word.
 */
export function compileConditions(predicates: readonly Predicate[]): Conditions {
  const leaves = numberLeaves(predicates);
  const words = Math.max(1, Math.ceil(leaves.size / 32));
  const all = [...leaves.values()];
  const fields = [...Map.groupBy(all, ({ leaf }) => ('field' in leaf ? leaf.field : undefined))]
    .filter(([field]) => field !== undefined)
    .map(([field = '', own]) => ({ field, plan: fieldPlan(own, words) }));
  const deedPlans = all.flatMap(({ leaf, bit }): DeedPlan[] => ('activity' in leaf ? [deedPlan(leaf, bit)] : []));
  const timed = fields.flatMap(({ plan }) => plan.times);
  const isTimeless = timed.length === 0 && deedPlans.length === 0;
  const bits = new Array<number>(words).fill(0);
  const holds = new Uint8Array(predicates.length);
  const bitOf = (leaf: Leaf) => leaves.get(JSON.stringify(leaf))?.bit ?? 0;
  const terms = predicates.map((predicate) => termsOf(predicate, bitOf));
  const program = programOf(terms, words);
  // Conditions with too many terms are asked part by part.
  const asked = predicates.flatMap((predicate, index) =>
    terms[index] === undefined ? [{ index, question: questionOf(predicate, bits, bitOf) }] : [],
  );

  /** A term at a time: which condition, then for each word which bits to look at and how they must be. A condition that holds is not asked again. */
  function run(known: readonly number[]): void {
    holds.fill(0);
    const step = 1 + 2 * words;
    if (words <= 2) {
      const first = known[0] ?? 0;
      const second = known[1] ?? 0;
      const last = words - 1;
      for (let at = 0; at < program.length; at += step) {
        const miss =
          ((first & (program[at + 1] ?? 0)) ^ (program[at + 2] ?? 0)) |
          (((second & (program[at + 1 + 2 * last] ?? 0)) ^ (program[at + 2 + 2 * last] ?? 0)) & -last);
        const rule = program[at] ?? 0;
        // 1 where nothing is missed, without a jump that the processor would guess wrong every third time.
        holds[rule] = (holds[rule] ?? 0) | (((miss | -miss) >>> 31) ^ 1);
      }
    } else {
      for (let at = 0; at < program.length; at += step) {
        let word = 0;
        while (word < words && ((known[word] ?? 0) & (program[at + 1 + 2 * word] ?? 0)) === program[at + 2 + 2 * word])
          word++;
        if (word === words) holds[program[at] ?? 0] = 1;
      }
    }
  }

  return {
    holds,

    normalise(value) {
      const made = new Array<number>(words).fill(0);
      const moments: number[] = [];
      for (const { field, plan } of fields) readValue(plan, value(field), made, moments);

      return { bits: made, moments };
    },

    look(lead, deeds, now) {
      if (isTimeless && asked.length === 0) return run(lead.bits);
      for (let word = 0; word < words; word++) bits[word] = lead.bits[word] ?? 0;
      for (let n = 0; n < timed.length; n++) {
        const { bit, since } = timed[n] ?? { bit: 0, since: 0 };
        if (now - (lead.moments[n] ?? Number.NaN) <= since) setBit(bits, bit);
      }
      for (const plan of deedPlans) if (happened(plan, deeds, now)) setBit(bits, plan.bit);
      run(bits);
      for (const { index, question } of asked) holds[index] = question() ? 1 : 0;
    },

    edges({ moments }, deeds, now) {
      const ofFields = timed.map(({ since }, n) => (moments[n] ?? Number.NaN) + since + 1);
      const ofDeeds = deedPlans
        .filter(({ within }) => within < Number.POSITIVE_INFINITY)
        .flatMap((plan) => deeds.filter((deed) => isSuch(plan, deed)).map(({ at }) => at + plan.within + 1));

      return [...new Set([...ofFields, ...ofDeeds])].filter((edge) => edge > now).sort((a, b) => a - b);
    },
  };
}

/** Sets the bits that a value decides; `moments` gets, for each leaf of the field that time decides, when the value lies (NaN for none). */
function readValue(plan: FieldPlan, found: Value | undefined, bits: number[], moments: number[]): void {
  const value = found === '' ? undefined : found;
  const masks = value === undefined ? plan.unknown : (plan.known.get(value) ?? plan.other);
  for (let word = 0; word < masks.length; word++) bits[word] = (bits[word] ?? 0) | (masks[word] ?? 0);
  if (!plan.isOpen) return;
  if (typeof value === 'number') {
    for (const { bit, min, max } of plan.ranges) if (value >= min && value <= max) setBit(bits, bit);
  }
  if (typeof value === 'string') {
    if (plan.phrases.length > 0) {
      const words = ` ${wordsOf(value)} `;
      for (const { bit, any } of plan.phrases) if (any.some((one) => words.includes(one))) setBit(bits, bit);
    }
    if (plan.globs.length > 0) {
      const text = folded(value);
      for (const { bit, any } of plan.globs) if (any.some((matches) => matches(text))) setBit(bits, bit);
    }
  }
  const moment = typeof value === 'string' && isInstant(value) ? Date.parse(value) : Number.NaN;
  for (const _ of plan.times) moments.push(moment);
}

function numberLeaves(predicates: readonly Predicate[]): Map<string, { leaf: Leaf; bit: number }> {
  const leaves = new Map<string, { leaf: Leaf; bit: number }>();
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

  return leaves;
}

function programOf(conditions: readonly (readonly Term[] | undefined)[], words: number): Int32Array {
  return Int32Array.from(
    conditions.flatMap((terms = [], index) =>
      terms.flatMap((term) => {
        const pairs = new Int32Array(2 * words);
        for (const [bit, holds] of term) {
          const at = 2 * (bit >> 5);
          pairs[at] = (pairs[at] ?? 0) | (1 << (bit & 31));
          if (holds) pairs[at + 1] = (pairs[at + 1] ?? 0) | (1 << (bit & 31));
        }

        return [index, ...pairs];
      }),
    ),
  );
}

function questionOf(predicate: Predicate, bits: readonly number[], bitOf: (leaf: Leaf) => number): () => boolean {
  const part = (inner: Predicate) => questionOf(inner, bits, bitOf);
  if ('all' in predicate) {
    const parts = predicate.all.map(part);

    return () => parts.every((one) => one());
  }
  if ('any' in predicate) {
    const parts = predicate.any.map(part);

    return () => parts.some((one) => one());
  }
  if ('not' in predicate) {
    const inner = part(predicate.not);

    return () => !inner();
  }
  const bit = bitOf(predicate);

  return () => ((bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}
