import type { Form, FormField, Scoring } from '#contracts/playbook.ts';
import { holds, type LeadFacts } from '../scoring/holds.ts';
import { ANY_MOMENT, type Answer, lookedFor, namesIn, possibleAnswers } from './possible-answers.ts';

/** How many points on the fit axis an answer moves a lead: on average, and at most. Up or down is the same: both are worth knowing. */
export interface Gain {
  readonly expected: number;
  readonly largest: number;
}

type Rules = Scoring['fit'];

/** So many standings of the other facts are tried at most. */
const MOST_STANDINGS = 100;

/**
 * What asking for a field would change: the mean of |fit with the answer − fit without| over its possible answers. The options of a select count as equally
 * likely; of a free text, answers that satisfy the same rules count as one. Where a rule looks at other facts besides, this is done once with nothing else
 * known, and once for each possible value of those facts, and the mean of it all is taken.
 *
 * It looks at the rules alone, at no lead: so the order of questions can tell nobody what a lead has answered (docs/adr/0033).
 */
export function expectedGain(
  field: FormField,
  form: Pick<Form, 'fields'>,
  scoring: Pick<Scoring, 'fit' | 'titles'>,
): Gain {
  const told = new Set(field.name === 'jobTitle' ? ['jobTitle', 'seniority', 'department'] : [field.name]);
  const rules = scoring.fit.filter(({ when }) => namesIn(when).some((name) => told.has(name)));
  const answers = possibleAnswers(field, scoring);
  const others = new Set(rules.flatMap(({ when }) => namesIn(when)).filter((name) => !told.has(name)));
  const standings = [{}, ...[...others].flatMap((name) => valuesOf(name, form, scoring))].slice(0, MOST_STANDINGS);
  const changes = standings.map((known) => changesBy(answers, known, rules, field.options !== undefined));

  return { expected: rounded(mean(changes.map(mean))), largest: Math.max(...changes.flat()) };
}

/** What another fact may be: by the form when it asks for it, else what rules look for. */
function valuesOf(name: string, { fields }: Pick<Form, 'fields'>, scoring: Pick<Scoring, 'fit' | 'titles'>): Answer[] {
  const asked = fields.find((field) => field.name === name);
  if (asked !== undefined) return possibleAnswers(asked, scoring);

  return [...new Set(lookedFor(name, scoring))].map((value) => ({ [name]: value }));
}

function changesBy(answers: readonly Answer[], known: Answer, rules: Rules, each: boolean): number[] {
  const before = satisfied(rules, known);
  const after = answers.map((answer) => satisfied(rules, { ...known, ...answer }));
  const alike = new Map(after.map((holding, n) => [each ? String(n) : holding.join(), holding]));

  return [...alike.values()].map((holding) => Math.abs(fitBy(rules, holding) - fitBy(rules, before)));
}

function satisfied(rules: Rules, known: Answer): boolean[] {
  const facts: LeadFacts = {
    value: (name) => (Object.hasOwn(known, name) ? known[name] : undefined),
    activities: [],
    now: ANY_MOMENT,
  };

  return rules.map(({ when }) => holds(when, facts));
}

const fitBy = (rules: Rules, holding: readonly boolean[]): number =>
  rules.reduce((sum, { points }, n) => sum + (holding[n] ? points : 0), 0);

/** Rounded, so that the order of adding up decides nothing. */
const rounded = (points: number): number => Math.round(points * 1e6) / 1e6;

const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
