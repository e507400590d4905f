import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { functionNames } from '#infra/functions.ts';
import { goldpan } from '#infra/goldpan.ts';
import { stages } from '#infra/stages.ts';

const fixtures = fileURLToPath(new URL('../fixtures/functions', import.meta.url));

/** Synthesizes the dev stage into `folder` with the small functions of test/local/fixtures. Resolves with the assembly's folder. */
export async function fixtureAssembly(folder: string): Promise<string> {
  const entry = (name: string) => {
    const own = join(fixtures, `${name}.ts`);

    return { in: existsSync(own) ? own : join(fixtures, 'idle.ts'), out: join(name, 'index') };
  };
  await build({
    entryPoints: functionNames.map(entry),
    outdir: join(folder, 'functions'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'silent',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  const outdir = join(folder, 'cdk.out');
  goldpan({ stage: stages.dev, functionsFolder: join(folder, 'functions'), outdir, validate: false }).synth();

  return outdir;
}
