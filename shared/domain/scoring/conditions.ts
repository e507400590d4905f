import type { Predicate } from '#contracts/playbook.ts';
import { setBit, wordsFor } from './bits.ts';
import { type DeedPlan, deedPlan, happened, isSuch } from './deed-condition.ts';
import type { Deed } from './deeds.ts';
import { fieldPlan } from './field-plan.ts';
import type { Value } from './holds.ts';
import { numberLeaves } from './leaves.ts';
import type { NormalisedLead } from './normalise.ts';
import { questionOf } from './question.ts';
import { readValue } from './read-value.ts';
import { roomForHeld, termTables } from './term-tables.ts';
import { termsOf } from './terms.ts';

/** Many conditions made ready at once, to be asked about one lead after the other. */
export interface Conditions {
  normalise(value: (field: string) => Value | undefined): NormalisedLead;

  /** Looks at a lead as of a moment (ms since 1970). `held` answers about this lead until the next one is looked at. */
  look(lead: NormalisedLead, deeds: readonly Deed[], now: number): void;

  /** Bit n is set where the condition of that number holds of the lead that was looked at. What stands behind the last condition says nothing. */
  readonly held: Readonly<Int32Array>;

  /** The moments (ms since 1970) after `now` at which a leaf may come out differently though the lead stays as it is. */
  edges(lead: NormalisedLead, deeds: readonly Deed[], now: number): number[];
}

/**
 * Each leaf (`country in [DE, AT]`) is one bit, however many rules name it. Normalising looks each value up once and sets the bits of all leaves that it
 * decides, whatever the order a profile's fields come in; which rules hold is then read from tables (`term-tables.ts`).
 */
export function compileConditions(predicates: readonly Predicate[]): Conditions {
  const leaves = numberLeaves(predicates);
  const words = wordsFor(leaves.all.length);
  const fields = [...Map.groupBy(leaves.all, ({ leaf }) => ('field' in leaf ? leaf.field : undefined))]
    .filter(([field]) => field !== undefined)
    .map(([field = '', own]) => ({ field, plan: fieldPlan(own, words) }));
  const deedPlans = leaves.all.flatMap(({ leaf, bit }): DeedPlan[] =>
    'activity' in leaf ? [deedPlan(leaf, bit)] : [],
  );
  const timed = fields.flatMap(({ plan }) => plan.times);
  const isTimeless = timed.length === 0 && deedPlans.length === 0;
  const bits = new Array<number>(words).fill(0);
  const terms = predicates.map((predicate) => termsOf(predicate, leaves.bitOf));
  const run = termTables(terms, leaves.all.length);
  const held = roomForHeld(terms);
  // Conditions with too many terms are asked part by part.
  const asked = predicates.flatMap((predicate, index) =>
    terms[index] === undefined ? [{ index, question: questionOf(predicate, bits, leaves.bitOf) }] : [],
  );

  return {
    held,

    normalise(value) {
      const made = new Array<number>(words).fill(0);
      const moments: number[] = [];
      for (const { field, plan } of fields) readValue(plan, value(field), made, moments);

      return { bits: made, moments };
    },

    look(lead, deeds, now) {
      if (isTimeless && asked.length === 0) return run(lead.bits, held);
      for (let word = 0; word < words; word++) bits[word] = lead.bits[word] ?? 0;
      for (let n = 0; n < timed.length; n++) {
        const { bit, since } = timed[n] ?? { bit: 0, since: 0 };
        if (now - (lead.moments[n] ?? Number.NaN) <= since) setBit(bits, bit);
      }
      for (const plan of deedPlans) if (happened(plan, deeds, now)) setBit(bits, plan.bit);
      run(bits, held);
      for (const { index, question } of asked) if (question()) setBit(held, index);
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
