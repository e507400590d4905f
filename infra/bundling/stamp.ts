import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeWhole } from './write-whole.ts';

const Stamp = z.object({ files: z.array(z.string()), hash: z.string() });

/** Notes in `stampFile` what the files (relative to `root`) hold now. */
export function stamp(stampFile: string, root: string, files: readonly string[]): void {
  writeWhole(stampFile, JSON.stringify({ files, hash: hashOf(root, files) }));
}

/** Tells whether the files noted in `stampFile` still hold what they held. False when there is no readable stamp, or a file is gone. */
export function isUnchanged(stampFile: string, root: string): boolean {
  try {
    const { files, hash } = Stamp.parse(JSON.parse(readFileSync(stampFile, 'utf8')));

    return hashOf(root, files) === hash;
  } catch {
    return false;
  }
}

function hashOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(`${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest(),
    );

  return hash.digest('hex');
}
