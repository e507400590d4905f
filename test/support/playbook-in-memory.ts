import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { PlaybookFiles } from '#adapters/playbook/playbook-files.ts';
import { readYaml, type SourceFile } from '#adapters/playbook/source-file.ts';
import { playbookFolder } from './playbook-copy.ts';

/** Our playbook's files: path to text. */
export const ourFiles: ReadonlyMap<string, string> = new Map(
  readdirSync(playbookFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(playbookFolder.replace(/\/$/, '').length + 1))
    .map((path) => [path, readFileSync(join(playbookFolder, path), 'utf8')]),
);

const ours = new Map<string, SourceFile>();

/** Our playbook with some files replaced; those that stay are read once for all. */
export function playbookWith(replaced: Readonly<Record<string, string>>): PlaybookFiles {
  const files = new Map([...ourFiles, ...Object.entries(replaced)]);

  return {
    name: 'playbook',
    list: (path) => [
      ...new Set(
        [...files.keys()].flatMap((file) => {
          if (path === '.') return [file.split('/')[0] ?? file];

          return dirname(file) === path ? [basename(file)] : [];
        }),
      ),
    ],
    read: (path) => files.get(path),
    readYaml: (name, text) => {
      const path = name.slice('playbook/'.length);
      if (text !== ourFiles.get(path)) return readYaml(name, text);
      const before = ours.get(path) ?? readYaml(name, text);
      ours.set(path, before);

      return before;
    },
  };
}
