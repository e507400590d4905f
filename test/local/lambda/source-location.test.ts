import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, expect, it } from 'vitest';
import type { Functions } from '#local/lambda/functions.ts';
import { aFunction, runningFunctions } from './a-function.ts';

let functions: Functions | undefined;
afterEach(() => functions?.stop());

it('a failure in a minified bundle is reported at its place in the source', async () => {
  const root = mkdtempSync(join(tmpdir(), 'goldpan-source-'));
  writeFileSync(
    join(root, 'handler.ts'),
    'type Lead = { id?: string };\n\nexport const handler = async (lead: Lead) => {\n  return lead.id!.length;\n};\n',
  );
  const settings = aFunction('mapped', '');
  await build({
    entryPoints: [join(root, 'handler.ts')],
    outfile: join(settings.folder, 'index.mjs'),
    bundle: true,
    minify: true,
    format: 'esm',
    sourcemap: true,
    absWorkingDir: root,
  });
  const running = runningFunctions([settings]);
  functions = running;
  await running.invoke('mapped', '{}', 'test');

  expect(running.told.reports).toEqual([
    expect.stringMatching(/mapped failed: TypeError: .*\n {4}at .*handler\.ts:4:\d+$/),
  ]);
});
