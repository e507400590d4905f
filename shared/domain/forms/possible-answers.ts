import type { FormField, Predicate, Scoring } from '#contracts/playbook.ts';
import type { Value } from '../scoring/holds.ts';

/** What an answer makes known, by the names that rules use: a job title tells seniority and department, too. */
export type Answer = Readonly<Record<string, Value>>;

/** The moment at which rules about time are looked at: any will do, as long as it is always the same. */
export const ANY_MOMENT = '2000-01-01T00:00:00.000Z';
const LONG_AGO = '1900-01-01T00:00:00.000Z';

/** A text that no rule looks for. */
const ANYTHING = '–';

/** More than these are not tried: a rule may list thousands of values, and a playbook is checked at once. */
const MOST_ANSWERS = 200;

/**
 * The answers that a field may get, as far as the rules can tell them apart: of a select its options, of a job title every seniority with every department,
 * of any other text one for each thing that a rule looks for, and one that none looks for.
 */
export function possibleAnswers(field: Pick<FormField, 'name' | 'options'>, scoring: Pick<Scoring, 'fit' | 'titles'>) {
  const { name, options } = field;
  const values = options?.map(({ value }) => value) ?? [...new Set([ANYTHING, ...lookedFor(name, scoring)])];
  const answers = values.slice(0, MOST_ANSWERS).map((value): Answer => ({ [name]: value }));

  return name === 'jobTitle'
    ? answers.flatMap((answer) => withTitles(answer, scoring)).slice(0, MOST_ANSWERS)
    : answers;
}

function withTitles(answer: Answer, { titles }: Pick<Scoring, 'titles'>): Answer[] {
  const told = (name: 'seniority' | 'department') => [{}, ...titles[name].map(({ value }) => ({ [name]: value }))];

  return told('seniority').flatMap((one) => told('department').map((other) => ({ ...answer, ...one, ...other })));
}

/** The names of the facts that a condition looks at. */
export function namesIn(predicate: Predicate): string[] {
  return leavesOf(predicate).flatMap((leaf) => ('field' in leaf ? [leaf.field] : []));
}

/** Values of which at least one satisfies each part of a rule about that fact. */
export function lookedFor(name: string, { fit }: Pick<Scoring, 'fit'>): Value[] {
  return fit
    .flatMap(({ when }) => leavesOf(when))
    .flatMap((leaf): readonly Value[] => {
      if (!('field' in leaf) || leaf.field !== name) return [];
      if ('equals' in leaf) return [leaf.equals];
      if ('in' in leaf) return leaf.in;
      if ('contains' in leaf) return leaf.contains;
      if ('matches' in leaf) return leaf.matches.map((glob) => glob.replaceAll('*', '').replaceAll('?', 'x'));
      if ('range' in leaf) return [leaf.range.min, leaf.range.max].filter((bound) => bound !== undefined);

      return 'since' in leaf ? [ANY_MOMENT, LONG_AGO] : [];
    });
}

function leavesOf(predicate: Predicate): Predicate[] {
  if ('all' in predicate) return predicate.all.flatMap(leavesOf);
  if ('any' in predicate) return predicate.any.flatMap(leavesOf);

  return 'not' in predicate ? leavesOf(predicate.not) : [predicate];
}
