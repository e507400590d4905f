import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The script that reports page views and downloads of who consented, as one small file for any page. */
export async function trackScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('client/track.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });

  return outputFiles[0]?.text ?? '';
}
