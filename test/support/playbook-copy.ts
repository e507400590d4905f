import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const playbookFolder = fileURLToPath(new URL('../../playbook', import.meta.url));

/** A copy of our playbook to be spoilt; gone at the end of the `using` block. */
export function playbookCopy() {
  const parent = mkdtempSync(join(tmpdir(), 'goldpan-playbook-'));
  const dir = join(parent, 'playbook');
  cpSync(playbookFolder, dir, { recursive: true });

  return {
    dir,
    /** Replaces the first `from` in a file; a `from` that is not there is a mistake of the test. */
    edit(file: string, from: string, to: string) {
      const text = readFileSync(join(dir, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      writeFileSync(
        join(dir, file),
        text.replace(from, () => to),
      );
    },
    write: (file: string, text: string) => writeFileSync(join(dir, file), text),
    remove: (file: string) => rmSync(join(dir, file)),
    [Symbol.dispose]: () => rmSync(parent, { recursive: true, force: true }),
  };
}
