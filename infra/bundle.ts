import { basename, dirname, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { environmentCredentials } from './bundling/environment-credentials.ts';
import { regionalEndpoints } from './bundling/regional-endpoints.ts';
import { requiredHttp } from './bundling/required-http.ts';
import { withoutIdleParts } from './bundling/without-idle-parts.ts';
import { writeWhole } from './bundling/write-whole.ts';

export type BundleOptions = {
  /** Entry file by function name. */
  readonly entries: Readonly<Record<string, string>>;
  /** Gets `functions/<name>/index.mjs`, `source-maps/<name>.mjs.map` and `meta.json`. */
  readonly outdir: string;
  /** The folder that file names in messages and in `meta.json` are relative to. */
  readonly root: string;
};

/**
 * Bundles all functions in one esbuild call: ESM for Node 24, minified. Only what lies in `functions/<name>` ships; source maps lie apart.
 * Rejects with esbuild's `BuildFailure` (file, line, reason) when a function does not build; then nothing is written.
 */
export async function bundle({ entries, outdir, root }: BundleOptions): Promise<Metafile> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([name, entry]) => ({ in: entry, out: join(name, 'index') })),
    outdir: join(outdir, 'functions'),
    outExtension: { '.js': '.mjs' },
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The ESM builds of packages: they can be tree-shaken.
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [environmentCredentials, requiredHttp, regionalEndpoints, withoutIdleParts],
    // CommonJS packages inside the bundle call require for Node's own modules.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  for (const { path, contents } of outputFiles) {
    const name = basename(dirname(path));
    writeWhole(path.endsWith('.map') ? join(outdir, 'source-maps', `${name}.mjs.map`) : path, contents);
  }
  writeWhole(join(outdir, 'meta.json'), JSON.stringify(metafile));

  return metafile;
}
