import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadPlaybook } from '#adapters/playbook/load.ts';
import type { Playbook } from '#contracts/playbook.ts';

/** Reads the compiled playbook in a function's folder, beside its bundle: what the running system goes by. Read again only when a build wrote another. */
export function playbookReader(folder: string): () => Playbook {
  const file = join(folder, 'playbook.json');
  let last: { readonly written: number; readonly playbook: Playbook } | undefined;

  return () => {
    const written = statSync(file).mtimeMs;
    if (last?.written !== written) last = { written, playbook: loadPlaybook(pathToFileURL(file)) };

    return last.playbook;
  };
}
