import { PatternError } from './pattern-error.ts';
import { operatorOf, type ValueMatcher, valueMatcher } from './value-matcher.ts';

/** Whether an event (any JSON value) fits a pattern. */
export type EventMatcher = (event: unknown) => boolean;

/** Decides about an object of the event; an absent or scalar one counts as an empty object. */
type ObjectMatcher = (object: Readonly<Record<string, unknown>>) => boolean;

const nothing: Readonly<Record<string, unknown>> = {};

/**
 * Compiles an EventBridge event pattern (also the language of Lambda's FilterCriteria).
 * Semantics: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html; fields that a pattern
 * groups in one object must all match within the same element of an array of objects, as in aws/event-ruler.
 * Throws PatternError, naming the path, for a pattern that AWS refuses.
 */
export function compilePattern(pattern: unknown): EventMatcher {
  if (!isObject(pattern)) throw new PatternError('', 'an object is expected');
  if (Object.keys(pattern).length === 0) throw new PatternError('', 'an empty pattern is not allowed');

  return anyElement(objectMatcher(pattern, ''));
}

/** Compiles and matches in one step. For more than one event use `compilePattern`. */
export function matches(pattern: unknown, event: unknown): boolean {
  return compilePattern(pattern)(event);
}

function objectMatcher(pattern: Readonly<Record<string, unknown>>, path: string): ObjectMatcher {
  const fields = Object.entries(pattern).map(([key, expected]) => {
    const at = path === '' ? key : `${path}.${key}`;

    return key === '$or' ? eitherMatcher(expected, at) : fieldMatcher(key, expected, at);
  });

  return (object) => fields.every((field) => field(object));
}

function eitherMatcher(alternatives: unknown, path: string): ObjectMatcher {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw new PatternError(path, 'a list of at least two patterns is expected');
  }
  const matchers = alternatives.map((alternative, index) => {
    const at = `${path}[${index}]`;
    if (!isObject(alternative) || Object.keys(alternative).length === 0)
      throw new PatternError(at, 'a pattern is expected');

    return objectMatcher(alternative, at);
  });

  return (object) => matchers.some((matcher) => matcher(object));
}

function fieldMatcher(key: string, expected: unknown, path: string): ObjectMatcher {
  if (Array.isArray(expected)) {
    const leaf = leafMatcher(expected, path);

    return (object) => leaf(Object.hasOwn(object, key) ? leaves(object[key]) : []);
  }
  if (!isObject(expected) || Object.keys(expected).length === 0) {
    throw new PatternError(path, 'a list of values or a non-empty object is expected');
  }
  const inner = anyElement(objectMatcher(expected, path));

  return (object) => inner(Object.hasOwn(object, key) ? object[key] : undefined);
}

/** One of the listed alternatives fits one of the field's values. */
function leafMatcher(alternatives: readonly unknown[], path: string): (values: readonly unknown[]) => boolean {
  if (alternatives.length === 0) throw new PatternError(path, 'an empty list is not allowed');
  const matchers = alternatives.map((alternative, index) => {
    const at = `${path}[${index}]`;
    if (isObject(alternative) && Object.hasOwn(alternative, 'exists')) return existence(alternative, at);
    const fits: ValueMatcher = valueMatcher(alternative, at);

    return (values: readonly unknown[]) => values.some(fits);
  });

  return (values) => matchers.some((matcher) => matcher(values));
}

function existence(alternative: unknown, path: string): (values: readonly unknown[]) => boolean {
  const [, wanted] = operatorOf(alternative, path);
  if (typeof wanted !== 'boolean') throw new PatternError(`${path}.exists`, 'true or false is expected');

  return (values) => values.length > 0 === wanted;
}

/** Lifts an object's matcher to whatever stands there: some element of an array, the object itself, or nothing. */
function anyElement(matcher: ObjectMatcher): EventMatcher {
  return (value) => {
    const objects = elements(value).filter(isObject);

    return objects.length === 0 ? matcher(nothing) : objects.some(matcher);
  };
}

const elements = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value];

/** The comparable values of a field: arrays are their elements, objects have no value of their own. */
const leaves = (value: unknown) => elements(value).filter((each) => !isObject(each) && each !== undefined);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
