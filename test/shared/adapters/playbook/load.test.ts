import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { loadForms, loadPlaybook, loadPrivacy, loadScoring } from '#adapters/playbook/load.ts';
import { playbookFolder } from '#test/support/playbook-copy.ts';

const dir = mkdtempSync(join(tmpdir(), 'goldpan-load-'));
afterAll(() => rmSync(dir, { recursive: true }));
const url = pathToFileURL(join(dir, 'playbook.json'));
const playbook = compilePlaybook(playbookFolder);

test('what was compiled is what a function loads, whole or in part', () => {
  writeFileSync(url, JSON.stringify(playbook));
  const { version, company, forms, scoring, privacy } = playbook;

  expect(loadPlaybook(url)).toEqual(playbook);
  expect(loadForms(url)).toEqual({ version, company, forms, privacy });
  expect(loadPrivacy(url)).toEqual({ version, privacy });
  expect(loadScoring(url)).toEqual({ version, scoring });
});

test('a file that is no compiled playbook is refused', () => {
  writeFileSync(url, JSON.stringify({ ...playbook, version: 'latest' }));

  expect(() => loadPlaybook(url)).toThrow();
  expect(() => loadForms(url)).toThrow();
  expect(() => loadScoring(url)).toThrow();
});
