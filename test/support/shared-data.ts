import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The absolute path of a file under `../shared/data`, or undefined where that folder is absent (then the test that needs it is skipped, with a word). */
export const sharedData = (path: string): string | undefined => shared(`data/${path}`);

/** The same for a document that lies in `../shared` itself. */
export const sharedDocument = (name: string): string | undefined => shared(name);

function shared(path: string): string | undefined {
  const file = fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));

  return existsSync(file) ? file : undefined;
}
