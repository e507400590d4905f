import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SourceFile } from './source-file.ts';

/** Where a playbook comes from: a folder, or somewhere else that is like one (a commit, a test). */
export interface PlaybookFiles {
  /** The folder's name as an author sees it: `playbook`. */
  readonly name: string;
  /** The names in a folder, in any order; none when there is no such folder. */
  list(path: string): string[];
  /** Undefined when there is no such file. */
  read(path: string): string | undefined;
  /** How YAML is read, for those who read the same text often. */
  readonly readYaml?: (name: string, text: string) => SourceFile;
}

export const filesIn = (dir: string): PlaybookFiles => ({
  name: basename(dir),
  list: (path) => (existsSync(join(dir, path)) ? readdirSync(join(dir, path)) : []),
  read: (path) => (existsSync(join(dir, path)) ? readFileSync(join(dir, path), 'utf8') : undefined),
});
