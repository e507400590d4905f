import type * as z from 'zod';
import type { Finding } from './playbook-error.ts';
import { type Path, type SourceFile, spell } from './source-file.ts';

type Issue = z.core.$ZodIssue;

/** What the schema has against a file, in plain words and with lines. */
export function findingsOf(file: SourceFile, issues: readonly Issue[]): Finding[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const path = [...issue.path, key];

        return file.finding(path, `${spell(path)} is not a known key`);
      });
    }

    return file.finding(issue.path, `${spell(issue.path) || 'the file'} ${describe(issue, file.value)}`);
  });
}

function describe(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(value, issue.path) === undefined
        ? 'is missing'
        : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return valueAt(value, issue.path) === undefined
        ? 'is missing'
        : `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `must ${size(issue.origin, 'at most', issue.maximum)}`;
    case 'too_small':
      if (issue.origin !== 'number' && issue.origin !== 'int' && Number(issue.minimum) <= 1) return 'must not be empty';
      if (issue.inclusive === false) return `must be more than ${issue.minimum}`;

      return `must ${size(issue.origin, 'at least', issue.minimum)}`;
    case 'invalid_format':
      if (issue.format === 'email') return 'must be an e-mail address';

      return issue.message;
    default:
      return issue.message;
  }
}

const kinds: Record<string, string> = {
  string: 'text (put it in quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
};

function size(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `be ${bound} ${limit} characters long`;
  if (origin === 'array') return `have ${bound} ${limit} entries`;

  return `be ${bound} ${limit}`;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return undefined;

    return Reflect.get(inner, step);
  }, value);
}
