import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { playbookFolder } from '#test/support/playbook-copy.ts';
import { ourFiles } from '#test/support/playbook-in-memory.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const yamlFiles = [...ourFiles].filter(([path]) => path.endsWith('.yaml'));

/** The schema that a file names for editors, as they follow it. */
function schemaOf(path: string, text: string) {
  const [, named = 'none'] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text) ?? [];
  const file = join(dirname(join(playbookFolder, path)), named);
  expect(relative(root, file)).toMatch(/^docs\/playbook-schema\/\w+\.json$/);

  return z.fromJSONSchema(JSON.parse(readFileSync(file, 'utf8')));
}

it.each(yamlFiles)('%s names the schema for editors, and keeps to it', (path, text) => {
  expect(schemaOf(path, text).safeParse(parse(text)).error?.issues ?? []).toEqual([]);
});

it.each([
  ['qualification/fit.yaml', 'exists: true', 'exsts: true'],
  ['qualification/stages.yaml', 'fallBelow: recycle', 'fallBelow: forget'],
  ['qualification/engagement.yaml', 'activity: demo-requested', 'activity: demo-asked'],
])('%s would be underlined with %s', (path, from, to) => {
  const text = ourFiles.get(path) ?? '';

  expect(text).toContain(from);
  expect(schemaOf(path, text).safeParse(parse(text.replace(from, to))).success).toBe(false);
});
