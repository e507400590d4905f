import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { isUnchanged, stamp } from './bundling/stamp.ts';
import { writeWhole } from './bundling/write-whole.ts';
import { functionNames } from './functions.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = join(root, 'dist');
const stampFile = join(outdir, 'stamp.json');

/** What decides on the bundles besides the files that are bundled. */
const recipe = [
  'package.json',
  'package-lock.json',
  'infra/bundle.ts',
  'infra/functions.ts',
  'infra/build-functions.ts',
  ...readdirSync(join(root, 'infra/bundling')).map((file) => `infra/bundling/${file}`),
];

export type BuildOptions = {
  /** The folder of the playbook. Left out: `playbook/` of this repository. */
  readonly playbook?: string | undefined;
};

/**
 * Compiles the playbook and bundles all functions into `dist/functions/<name>/`: `index.mjs` and `playbook.json`. Answers that folder of folders.
 * Functions are bundled only when a file that was read or written the last time has changed. Throws `PlaybookError` for a bad playbook, and
 * esbuild's `BuildFailure` for a function that does not build.
 */
export async function buildFunctions({
  playbook: folder = join(root, 'playbook'),
}: BuildOptions = {}): Promise<string> {
  const playbook = JSON.stringify(compilePlaybook(folder));
  if (!isUnchanged(stampFile, root)) await bundleAll();
  for (const name of functionNames) writeWhole(join(outdir, 'functions', name, 'playbook.json'), playbook);

  return join(outdir, 'functions');
}

async function bundleAll(): Promise<void> {
  const { bundle } = await import('./bundle.ts');
  const startedAt = Date.now();
  const entries = Object.fromEntries(functionNames.map((name) => [name, join(root, 'functions', name, 'index.ts')]));
  const { inputs, outputs } = await bundle({ entries, outdir, root });
  // Plugins make inputs that are no files.
  const read = Object.keys(inputs).filter((input) => existsSync(join(root, input)));
  const written = Object.keys(outputs).filter((output) => output.endsWith('.mjs'));
  // A file that someone saved meanwhile may be bundled as it was before: the next build has to look again.
  if (read.some((file) => statSync(join(root, file)).mtimeMs >= startedAt)) return;

  stamp(stampFile, root, [...recipe, ...read, ...written]);
}
