import { fitsArn, fitsWildcard } from './wildcard.ts';

/** What is known about a call, by condition key in lower case. A key may hold several values, e.g. all leading keys of a batch. */
export type CallContext = { readonly [key: string]: readonly string[] };

/** One line of a statement's `Condition`. */
export type Condition = { readonly operator: string; readonly key: string; readonly values: readonly string[] };

/** Whether a condition holds, and which of its values made it hold. */
export type ConditionResult = { readonly holds: boolean; readonly by: readonly string[] };

type Fits = (wanted: string, value: string) => boolean;
type Comparison = { readonly fits: Fits; readonly negated?: true };

const number =
  (compare: (value: number, wanted: number) => boolean): Fits =>
  (wanted, value) =>
    compare(Number(value), Number(wanted));
const date =
  (compare: (value: number, wanted: number) => boolean): Fits =>
  (wanted, value) =>
    compare(instant(value), instant(wanted));
const instant = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text));
const equal: Fits = (wanted, value) => wanted === value;
const ignoringCase: Fits = (wanted, value) => wanted.toLowerCase() === value.toLowerCase();

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, without IpAddress and Binary. */
const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: { fits: equal },
  StringNotEquals: { fits: equal, negated: true },
  StringEqualsIgnoreCase: { fits: ignoringCase },
  StringNotEqualsIgnoreCase: { fits: ignoringCase, negated: true },
  StringLike: { fits: fitsWildcard },
  StringNotLike: { fits: fitsWildcard, negated: true },
  ArnEquals: { fits: fitsArn },
  ArnLike: { fits: fitsArn },
  ArnNotEquals: { fits: fitsArn, negated: true },
  ArnNotLike: { fits: fitsArn, negated: true },
  Bool: { fits: ignoringCase },
  NumericEquals: { fits: number((value, wanted) => value === wanted) },
  NumericNotEquals: { fits: number((value, wanted) => value === wanted), negated: true },
  NumericLessThan: { fits: number((value, wanted) => value < wanted) },
  NumericLessThanEquals: { fits: number((value, wanted) => value <= wanted) },
  NumericGreaterThan: { fits: number((value, wanted) => value > wanted) },
  NumericGreaterThanEquals: { fits: number((value, wanted) => value >= wanted) },
  DateEquals: { fits: date((value, wanted) => value === wanted) },
  DateNotEquals: { fits: date((value, wanted) => value === wanted), negated: true },
  DateLessThan: { fits: date((value, wanted) => value < wanted) },
  DateLessThanEquals: { fits: date((value, wanted) => value <= wanted) },
  DateGreaterThan: { fits: date((value, wanted) => value > wanted) },
  DateGreaterThanEquals: { fits: date((value, wanted) => value >= wanted) },
};

type Operator = { readonly set: 'all' | 'any' | undefined; readonly name: string; readonly ifExists: boolean };

function parseOperator(operator: string): Operator {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];

  return {
    set: set === 'ForAllValues' ? 'all' : set === 'ForAnyValue' ? 'any' : undefined,
    name,
    ifExists: ifExists !== undefined,
  };
}

/** Throws for an operator that the evaluator does not know: an ignored condition would allow too much. */
export function assertKnownOperator(operator: string): void {
  const { name } = parseOperator(operator);
  if (name !== 'Null' && !Object.hasOwn(comparisons, name)) {
    throw new Error(`The local runtime does not know the condition operator ${operator}.`);
  }
}

/** Evaluates one condition with IAM's rules for absent keys and for keys with several values. */
export function evaluateCondition({ operator, key, values }: Condition, context: CallContext): ConditionResult {
  const { set, name, ifExists } = parseOperator(operator);
  const present = context[key.toLowerCase()] ?? [];
  if (name === 'Null')
    return { holds: values.some((wanted) => (wanted === 'true') === (present.length === 0)), by: [] };

  const comparison = comparisons[name];
  if (comparison === undefined) return { holds: false, by: [] };
  if (present.length === 0) {
    return { holds: ifExists || set === 'all' || (set === undefined && comparison.negated === true), by: [] };
  }
  const matching = (value: string) => values.filter((wanted) => comparison.fits(wanted, value));
  const good = (value: string) => matching(value).length > 0 !== (comparison.negated === true);
  // A negated operator without a set prefix must hold for every value, a positive one for some value.
  const all = set === 'all' || (set === undefined && comparison.negated === true);

  return {
    holds: all ? present.every(good) : present.some(good),
    by: [...new Set(present.flatMap(matching))],
  };
}
