import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The absolute path of a file under `../shared/data`, or undefined where that folder is absent (then the test that needs it is skipped, with a word). */
export function sharedData(path: string): string | undefined {
  const file = fileURLToPath(new URL(`../../../shared/data/${path}`, import.meta.url));

  return existsSync(file) ? file : undefined;
}
