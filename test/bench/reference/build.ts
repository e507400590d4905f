import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const hotFunctions = ['capture', 'confirm', 'track'] as const;
export type HotFunction = (typeof hotFunctions)[number];

const own = ['empty', ...hotFunctions.map((name) => `thin/${name}`)];
const typical = hotFunctions.map((name) => `typical/${name}`);
/** CommonJS packages inside a bundle call require for Node's own modules. */
const banner = { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" };

/** Bundles the reference handlers as a careful author would, without our plugins, with the playbook beside each. Answers the file of a handler. */
export async function buildReferences(outdir: string, playbook: string): Promise<(name: string) => string> {
  await Promise.all([bundle(own, outdir), bundle(typical, outdir, banner)]);
  for (const name of [...own, ...typical]) copyFileSync(playbook, join(outdir, name, 'playbook.json'));

  return (name) => join(outdir, name, 'index.mjs');
}

const bundle = (names: readonly string[], outdir: string, top: Record<string, string> = {}) =>
  build({
    entryPoints: names.map((name) => ({
      in: fileURLToPath(new URL(`./${name}.ts`, import.meta.url)),
      out: join(name, 'index'),
    })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'silent',
    banner: top,
  });
