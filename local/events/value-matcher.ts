import { cidrMatcher } from './cidr-matcher.ts';
import { numericMatcher } from './numeric-matcher.ts';
import { PatternError } from './pattern-error.ts';
import { wildcardMatcher } from './wildcard-matcher.ts';

/** Decides about one leaf of an event. Never called for an absent field. */
export type ValueMatcher = (value: unknown) => boolean;

const folded = (text: string) => text.toLowerCase();
const onText =
  (test: (text: string) => boolean): ValueMatcher =>
  (value) =>
    typeof value === 'string' && test(value);

const operators: Record<string, (argument: unknown, path: string) => ValueMatcher> = {
  prefix: (argument, path) => affixMatcher(argument, path, (text, affix) => text.startsWith(affix)),
  suffix: (argument, path) => affixMatcher(argument, path, (text, affix) => text.endsWith(affix)),
  'equals-ignore-case': (argument, path) => {
    const wanted = folded(textOf(argument, path));

    return onText((text) => folded(text) === wanted);
  },
  wildcard: (argument, path) => onText(wildcardMatcher(textOf(argument, path), path)),
  cidr: (argument, path) => onText(cidrMatcher(textOf(argument, path), path)),
  numeric: (argument, path) => {
    const test = numericMatcher(argument, path);

    return (value) => typeof value === 'number' && test(value);
  },
  'anything-but': anythingBut,
};

/** Compiles one alternative of a leaf's list other than `exists`: a literal or an operator such as `{ "prefix": "a" }`. */
export function valueMatcher(alternative: unknown, path: string): ValueMatcher {
  if (isLiteral(alternative)) return (value) => value === alternative;
  const [name, argument] = operatorOf(alternative, path);
  const compile = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (compile === undefined) throw new PatternError(path, `unrecognized match type ${name}`);

  return compile(argument, `${path}.${name}`);
}

/** The single operator of an object such as `{ "exists": true }`. */
export function operatorOf(alternative: unknown, path: string): [name: string, argument: unknown] {
  if (typeof alternative !== 'object' || alternative === null || Array.isArray(alternative)) {
    throw new PatternError(path, 'a match value is a string, number, boolean, null or an operator object');
  }
  const [only, ...more] = Object.entries(alternative);
  if (only === undefined || more.length > 0) throw new PatternError(path, 'exactly one operator is expected');

  return only;
}

function affixMatcher(argument: unknown, path: string, fits: (text: string, affix: string) => boolean): ValueMatcher {
  if (typeof argument === 'string') return onText((text) => fits(text, argument));
  const [name, inner] = operatorOf(argument, path);
  if (name !== 'equals-ignore-case') throw new PatternError(path, `unrecognized match type ${name}`);
  const affix = folded(textOf(inner, `${path}.${name}`));

  return onText((text) => fits(folded(text), affix));
}

/** `anything-but` holds for every value that none of its arguments matches; a missing field is not a value. */
function anythingBut(argument: unknown, path: string): ValueMatcher {
  const refused = anythingButAlternatives(argument, path);

  return (value) => !refused.some((matcher) => matcher(value));
}

function anythingButAlternatives(argument: unknown, path: string): ValueMatcher[] {
  if (Array.isArray(argument)) {
    const kinds = new Set(argument.map((each) => typeof each));
    const [kind] = kinds;
    if (kinds.size !== 1 || (kind !== 'string' && kind !== 'number')) {
      throw new PatternError(path, 'a list holds strings only or numbers only, and is not empty');
    }

    return argument.map((each, index) => valueMatcher(each, `${path}[${index}]`));
  }
  if (typeof argument === 'string' || typeof argument === 'number') return [valueMatcher(argument, path)];
  const [name, inner] = operatorOf(argument, path);
  if (!['prefix', 'suffix', 'wildcard', 'equals-ignore-case'].includes(name)) {
    throw new PatternError(path, `unrecognized match type ${name} inside anything-but`);
  }
  const values: unknown[] = Array.isArray(inner) ? inner : [inner];
  if (values.length === 0) throw new PatternError(`${path}.${name}`, 'an empty list is not allowed');

  return values.map((each) => valueMatcher({ [name]: each }, path));
}

function textOf(argument: unknown, path: string): string {
  if (typeof argument !== 'string') throw new PatternError(path, 'a string is expected');
  return argument;
}

const isLiteral = (value: unknown): value is string | number | boolean | null =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
