import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Which rows were accepted, so that a second run, also after days, does nothing twice. */
export interface Journal {
  has(key: string): boolean;
  add(key: string): void;
}

const PARTIAL_LINE = /[^\n]*$/;

/** A journal beside the list, one line for each row and place: hashes, no names. A line that a crash cut short does not count. */
export function openJournal(file: string, url: string): Journal {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').replace(PARTIAL_LINE, '').split('\n') : [];
  const done = new Set(lines);
  const lineOf = (key: string) => sha256([url, key]);

  return {
    has: (key) => done.has(lineOf(key)),
    add: (key) => {
      done.add(lineOf(key));
      // The first newline ends what a crash may have cut short.
      appendFileSync(file, `\n${lineOf(key)}\n`);
    },
  };
}

/** The Idempotency-Key of a row: the same for the same content in a file of the same name. */
export const keyOf = (fileName: string, formId: string, cells: readonly string[]): string =>
  `import-${sha256([fileName, formId, ...cells])}`;

const sha256 = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
