import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { AlreadyRunningError } from './already-running-error.ts';

/** The one process that may use a state folder. */
export type StateLock = {
  /** Tells the next start where this one answers. */
  tell(url: string): void;
  release(): void;
};

const Owner = z.object({ pid: z.number().int(), started: z.string(), url: z.string().optional() });

/** Takes the state folder for this process. Throws `AlreadyRunningError` while another holds it; one that was killed does not. */
export function lockState(folder: string): StateLock {
  const file = join(folder, 'owner.json');
  mkdirSync(folder, { recursive: true });
  const mine = { pid: process.pid, started: startOf(process.pid) ?? '' };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const owner = readOwner(file);
      if (owner !== undefined && startOf(owner.pid) === owner.started)
        throw new AlreadyRunningError(owner.pid, owner.url);
      rmSync(file, { force: true });
    }
  }

  return {
    tell: (url) => writeFileSync(file, JSON.stringify({ ...mine, url })),
    release: () => rmSync(file, { force: true }),
  };
}

function readOwner(file: string): z.infer<typeof Owner> | undefined {
  try {
    return Owner.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Something that tells a process from a later one with the same pid; undefined when no such process runs. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return 'running';
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');

    // Fields 3 and 22 of proc(5): a zombie runs no more; the start is in ticks since boot.
    return fields?.[0] === 'Z' ? undefined : fields?.[19];
  } catch {
    return undefined;
  }
}
