import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { playbookReader } from '#local/playbook/explain/running-playbook.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'goldpan-running-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'playbook.json');

it('reads the playbook beside a bundle once, and anew when a build wrote another', () => {
  const read = playbookReader(folder);
  writeFileSync(file, JSON.stringify(aPlaybook()));
  utimesSync(file, 1_000, 1_000);
  const first = read();

  expect(first).toEqual(aPlaybook());
  expect(read()).toBe(first);

  writeFileSync(file, JSON.stringify(aPlaybook({ version: 'ba9876543210' })));
  utimesSync(file, 2_000, 2_000);
  expect(read().version).toBe('ba9876543210');
});
