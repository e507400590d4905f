import { ActivityKind, activityKinds, Id, type Predicate } from '#contracts/playbook.ts';
import { parseDuration } from './duration.ts';
import type { KnownFields, Values } from './known-fields.ts';
import type { Path } from './source-file.ts';

export type Report = (path: Path, message: string) => void;
type Source = Record<string, unknown>;

/** What a condition may name, and where faults go. */
export interface Language {
  readonly known: KnownFields;
  /** Whether it may name activities. */
  readonly activities: boolean;
  readonly report: Report;
}

/** Bounds on one rule's condition, so that its cost is bounded too. */
const maxDepth = 8;
const maxEntries = 200;
const maxParts = 500;

const operators = [
  'all',
  'any',
  'not',
  'equals',
  'in',
  'contains',
  'matches',
  'range',
  'exists',
  'since',
  'activity',
] as const;
type Operator = (typeof operators)[number];
type FieldOperator = Exclude<Operator, 'all' | 'any' | 'not' | 'activity'>;
const nothing: Predicate = { all: [] };

/** Reads one rule's condition. Every fault is reported with its own path; the result is only meaningful when nothing was reported. */
export function parsePredicate(source: unknown, path: Path, language: Language): Predicate {
  let parts = 0;

  return read(source, path, 0);

  function read(part: unknown, at: Path, depth: number): Predicate {
    const wrong = (message: string, where: Path = at) => refuse(language, where, message);
    if (part === undefined) return wrong('is missing');
    if (!isMap(part)) return wrong('must be a condition, such as { field: country, equals: DE }');
    if (depth >= maxDepth) return wrong(`is nested more than ${maxDepth} deep`);
    if (++parts > maxParts) return parts === maxParts + 1 ? wrong(`has more than ${maxParts} parts`) : nothing;

    const [operator, ...others] = operators.filter((name) => Object.hasOwn(part, name));
    if (operator === undefined || others.length > 0) return wrong(`must have exactly one of ${operators.join(', ')}`);
    for (const key of Object.keys(part)) {
      if (!allowedKeys(operator).includes(key)) language.report([...at, key], 'is not a known key here');
    }
    if (operator === 'activity') return readActivity(part, at, language);
    const operand = part[operator];
    if (operator === 'not') return { not: read(operand, [...at, 'not'], depth + 1) };
    if (operator === 'all' || operator === 'any') {
      if (!isList(operand)) return wrong(`must be a list of 1 to ${maxEntries} conditions`, [...at, operator]);
      const inner = operand.map((one, index) => read(one, [...at, operator, index], depth + 1));

      return operator === 'all' ? { all: inner } : { any: inner };
    }

    return readField(part, operator, at, language);
  }
}

function allowedKeys(operator: Operator): readonly string[] {
  if (operator === 'all' || operator === 'any' || operator === 'not') return [operator];
  if (operator === 'activity') return ['activity', 'topic', 'page', 'within', 'atLeast'];

  return ['field', operator];
}

function refuse({ report }: Language, at: Path, message: string): Predicate {
  report(at, message);

  return nothing;
}

function readActivity(part: Source, path: Path, language: Language): Predicate {
  const { activity, topic, page, within, atLeast } = part;
  const wrong = (key: string, message: string) => void language.report([...path, key], message);
  if (!language.activities) return refuse(language, path, 'names an activity: here only fields count');
  const kind = ActivityKind.safeParse(activity);
  if (!kind.success) return refuse(language, [...path, 'activity'], `must be one of ${activityKinds.join(', ')}`);
  const about = topic === undefined ? undefined : Id.safeParse(topic);
  if (about?.success === false) wrong('topic', 'must be a short name in lower case');
  if (page !== undefined && !isGlob(page)) wrong('page', globRule);
  const time = within === undefined ? undefined : duration(within);
  if (within !== undefined && time === undefined) wrong('within', 'must be a duration such as P7D, PT4H or PT30M');
  const isCount = typeof atLeast === 'number' && Number.isInteger(atLeast) && atLeast >= 1 && atLeast <= 100;
  if (atLeast !== undefined && !isCount) wrong('atLeast', 'must be a whole number from 1 to 100');

  return {
    activity: kind.data,
    ...(about?.success ? { topic: about.data } : {}),
    ...(isGlob(page) ? { page } : {}),
    ...(time === undefined ? {} : { within: time }),
    ...(isCount ? { atLeast } : {}),
  };
}

function readField(part: Source, operator: FieldOperator, path: Path, language: Language): Predicate {
  const { field } = part;
  const operand = part[operator];
  const at = [...path, operator];
  const wrong = (message: string, where: Path = at) => refuse(language, where, message);
  if (typeof field !== 'string') {
    return wrong('must name a field', Object.hasOwn(part, 'field') ? [...path, 'field'] : path);
  }
  const values = language.known.get(field);
  if (values === undefined)
    return wrong(`names ${field}, which no form asks and no enrichment adds`, [...path, 'field']);
  const list = (what: string, read: (value: unknown, where: Path) => string): string[] | undefined => {
    if (isList(operand)) return operand.map((value, index) => read(value, [...at, index]));
    wrong(`must be a list of 1 to ${maxEntries} ${what}`);

    return undefined;
  };
  const text = (value: unknown, where: Path) => readText(value, where, language);

  switch (operator) {
    case 'exists':
      return typeof operand === 'boolean' ? { field, exists: operand } : wrong('must be true or false');
    case 'equals':
      return { field, equals: readValue(operand, at, { field, values }, language) };
    case 'in':
      if (!isList(operand)) return wrong(`must be a list of 1 to ${maxEntries} values`);

      return {
        field,
        in: operand.map((value, index) => readValue(value, [...at, index], { field, values }, language)),
      };
    case 'contains': {
      if (values !== 'text')
        return wrong(
          isFew(values) ? `${field} has fixed values: use in instead` : `needs text, but ${field} is ${kind(values)}`,
        );
      const phrases = list('words', (value, where) => {
        const phrase = text(value, where);
        if (phrase !== '' && !/[\p{L}\p{N}]/u.test(phrase))
          language.report(where, 'must hold at least one letter or digit');

        return phrase;
      });

      return phrases === undefined ? nothing : { field, contains: phrases };
    }
    case 'matches': {
      if (values !== 'text')
        return wrong(
          isFew(values) ? `${field} has fixed values: use in instead` : `needs text, but ${field} is ${kind(values)}`,
        );
      const globs = list('patterns', (value, where) => {
        const glob = text(value, where);
        if (glob !== '' && !isGlob(glob)) language.report(where, globRule);

        return glob;
      });

      return globs === undefined ? nothing : { field, matches: globs };
    }
    case 'range':
      return readRange(operand, at, { field, values }, language);
    case 'since': {
      if (values !== 'instant' && values !== 'text') return wrong(`needs a date, but ${field} is ${kind(values)}`);
      const time = duration(operand);

      return time === undefined ? wrong('must be a duration such as P7D, PT4H or PT30M') : { field, since: time };
    }
  }
}

interface Named {
  readonly field: string;
  readonly values: Values;
}

function readText(value: unknown, at: Path, { report }: Language): string {
  if (typeof value === 'string' && value !== '') return value;
  report(at, 'must be text (put it in quotes)');

  return '';
}

function readValue(value: unknown, at: Path, { field, values }: Named, language: Language): string | number {
  const isNumeric = values === 'number' || (isFew(values) && [...values].some((one) => typeof one === 'number'));
  if (isNumeric && typeof value !== 'number') {
    language.report(at, 'must be a number');

    return 0;
  }
  const read = typeof value === 'number' && isNumeric ? value : readText(value, at, language);
  if (isFew(values) && !values.has(read) && read !== '') {
    language.report(at, `is ${JSON.stringify(read)}, but ${field} is always one of ${[...values].join(', ')}`);
  }

  return read;
}

function readRange(operand: unknown, at: Path, { field, values }: Named, language: Language): Predicate {
  if (values !== 'number') return refuse(language, at, `needs a number, but ${field} is ${kind(values)}`);
  if (!isMap(operand)) return refuse(language, at, 'must be a map of min and max');
  for (const key of Object.keys(operand)) {
    if (key !== 'min' && key !== 'max') language.report([...at, key], 'is not a known key here');
  }
  const { min, max } = operand;
  for (const [key, bound] of Object.entries({ min, max })) {
    if (bound !== undefined && !Number.isFinite(bound)) language.report([...at, key], 'must be a number');
  }
  if (min === undefined && max === undefined) return refuse(language, at, 'must have min, max or both');
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    return refuse(language, at, `can never hold: min ${min} is more than max ${max}`);
  }

  return { field, range: { ...(typeof min === 'number' ? { min } : {}), ...(typeof max === 'number' ? { max } : {}) } };
}

const globRule = 'must be a pattern of 1 to 200 characters with at most 6 stars, and more than a star';
const isGlob = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 200 && value.split('*').length <= 7 && /[^*\s]/.test(value);

const duration = (value: unknown): number | undefined => (typeof value === 'string' ? parseDuration(value) : undefined);
const isFew = (values: Values): values is ReadonlySet<string | number> => typeof values !== 'string';
const kind = (values: Values): string =>
  isFew(values) ? `one of ${[...values].join(', ')}` : { text: 'text', number: 'a number', instant: 'a date' }[values];

const isMap = (value: unknown): value is Source => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.length <= maxEntries;
