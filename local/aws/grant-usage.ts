import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from './iam.ts';

/** Where used grants are kept unless `GOLDPAN_IAM_USAGE_DIR` says otherwise; all tests of a checkout share it. */
export const usageFolder = (): string => process.env.GOLDPAN_IAM_USAGE_DIR || '.goldpan/iam-usage';

/** Remembers which grants allowed a call. */
export type GrantUsage = { record(role: string, grants: readonly Grant[]): void };

/** Appends each grant once per process to a file of its own in `folder`, so that test workers do not disturb each other. */
export function recordUsage(folder: string): GrantUsage {
  const file = join(folder, `${process.pid}.txt`);
  const known = new Set<string>();
  mkdirSync(folder, { recursive: true });

  return {
    record(role, grants) {
      const fresh = grants.flatMap((grant) => grantLines(role, grant)).filter((line) => !known.has(line));
      for (const line of fresh) known.add(line);
      if (fresh.length > 0) appendFileSync(file, `${fresh.join('\n')}\n`);
    },
  };
}

/** Every grant line that any run recorded in `folder`. */
export function readUsage(folder: string): ReadonlySet<string> {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch {
    return new Set();
  }

  return new Set(
    files.flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n')).filter((line) => line !== ''),
  );
}

/** A grant as text: one line per condition value that counts, one line where there is none. */
export function grantLines(role: string, { action, resource, conditions }: Grant): string[] {
  const base = `${role}  ${action}  ${resource}`;

  return conditions.length === 0
    ? [base]
    : conditions.map(({ operator, key, value }) => `${base}  when ${key} ${operator} ${value}`);
}
