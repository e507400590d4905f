import type { Predicate } from '#contracts/playbook.ts';
import type { KnownFields } from './known-fields.ts';
import type { Path } from './source-file.ts';

type Report = (path: Path, message: string) => void;
type Source = Record<string, unknown>;

/** Bounds on one rule's condition, so that its cost is bounded too. */
const maxDepth = 8;
const maxEntries = 200;

const operators = ['all', 'any', 'not', 'equals', 'in', 'contains', 'range', 'exists'] as const;
type Operator = (typeof operators)[number];
const fieldless: readonly string[] = ['all', 'any', 'not'] satisfies Operator[];

/** Reads one rule's condition. Every fault is reported with its own path; the result is only meaningful when nothing was reported. */
export function parsePredicate(source: unknown, path: Path, known: KnownFields, report: Report, depth = 0): Predicate {
  const nothing: Predicate = { all: [] };
  const wrong = (message: string, at: Path = path): Predicate => {
    report(at, message);

    return nothing;
  };
  if (source === undefined) return wrong('is missing');
  if (!isMap(source)) return wrong('must be a condition, such as { field: country, equals: DE }');
  if (depth >= maxDepth) return wrong(`is nested more than ${maxDepth} deep`);

  const [operator, ...others] = operators.filter((name) => Object.hasOwn(source, name));
  if (operator === undefined || others.length > 0) return wrong(`must have exactly one of ${operators.join(', ')}`);
  const allowed = fieldless.includes(operator) ? [operator] : ['field', operator];
  for (const key of Object.keys(source)) if (!allowed.includes(key)) report([...path, key], 'is not a known key here');

  const operand = source[operator];
  const operandPath = [...path, operator];
  const inner = (part: unknown, at: Path) => parsePredicate(part, at, known, report, depth + 1);
  if (operator === 'not') return { not: inner(operand, operandPath) };
  if (operator === 'all' || operator === 'any') {
    if (!isList(operand)) return wrong(`must be a list of 1 to ${maxEntries} conditions`, operandPath);
    const parts = operand.map((part, index) => inner(part, [...operandPath, index]));

    return operator === 'all' ? { all: parts } : { any: parts };
  }

  const field = source.field;
  if (typeof field !== 'string')
    return wrong('must name a field', Object.hasOwn(source, 'field') ? [...path, 'field'] : path);
  const values = known.get(field);
  if (values === undefined)
    return wrong(`names ${field}, which no form asks and no enrichment adds`, [...path, 'field']);
  const check = (value: unknown, at: Path): string => {
    if (typeof value !== 'string' || value === '') {
      report(at, 'must be text (put it in quotes)');

      return '';
    }
    if (values !== 'text' && !values.has(value)) {
      report(at, `is ${JSON.stringify(value)}, but ${field} is always one of ${[...values].join(', ')}`);
    }

    return value;
  };

  switch (operator) {
    case 'exists':
      return typeof operand === 'boolean' ? { field, exists: operand } : wrong('must be true or false', operandPath);
    case 'equals':
      return { field, equals: check(operand, operandPath) };
    case 'in':
      if (!isList(operand)) return wrong(`must be a list of 1 to ${maxEntries} values`, operandPath);

      return { field, in: operand.map((value, index) => check(value, [...operandPath, index])) };
    case 'contains':
      if (!isList(operand)) return wrong(`must be a list of 1 to ${maxEntries} words`, operandPath);
      if (values !== 'text') return wrong(`${field} has fixed values: use in instead`, operandPath);

      return {
        field,
        contains: operand.map((word, index) => words(check(word, [...operandPath, index]), [...operandPath, index])),
      };
    case 'range':
      return wrong(`needs a number, but ${field} is text`, operandPath);
  }

  function words(phrase: string, at: Path): string {
    if (phrase !== '' && !/[\p{L}\p{N}]/u.test(phrase)) report(at, 'must hold at least one letter or digit');

    return phrase;
  }
}

const isMap = (value: unknown): value is Source => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.length <= maxEntries;
