import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { bundle } from './bundle.ts';
import { writeWhole } from './bundling/write-whole.ts';
import { functionNames } from './functions.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = join(root, 'dist');

/**
 * Compiles the playbook and bundles all functions into `dist/functions/<name>/`: `index.mjs` and `playbook.json`. Answers that folder of folders.
 * Throws `PlaybookError` for a bad playbook, and esbuild's `BuildFailure` for a function that does not build.
 */
export async function buildFunctions(): Promise<string> {
  const playbook = JSON.stringify(compilePlaybook(join(root, 'playbook')));
  const entries = Object.fromEntries(functionNames.map((name) => [name, join(root, 'functions', name, 'index.ts')]));
  await bundle({ entries, outdir, root });
  for (const name of functionNames) writeWhole(join(outdir, 'functions', name, 'playbook.json'), playbook);

  return join(outdir, 'functions');
}
