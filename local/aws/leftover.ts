import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Kills the process that an earlier run left behind, if the pid file names one and its command line contains all of `marks`.
 * A pid that now belongs to somebody else is left alone.
 */
export async function killLeftover(pidFile: string, marks: readonly string[]): Promise<void> {
  const pid = pidIn(pidFile);
  rmSync(pidFile, { force: true });
  if (pid === undefined || !isOurs(pid, marks)) return;
  process.kill(pid, 'SIGKILL');
  for (let waited = 0; waited < 2_000 && isOurs(pid, marks); waited += 20) await sleep(20);
}

function pidIn(pidFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').trim());

    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isOurs(pid: number, marks: readonly string[]): boolean {
  const command = commandLine(pid);

  return command !== undefined && marks.every((mark) => command.includes(mark));
}

/** The command line of a running process, its arguments parted by spaces; undefined when it does not run. */
export function commandLine(pid: number): string | undefined {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') || undefined;

    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
