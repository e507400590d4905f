import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process and all its descendants, in bytes (Linux; 0 where /proc is not there). */
export function memoryOf(pid: number): number {
  const family = [pid, ...descendantsOf(pid)];

  return family.reduce((sum, member) => sum + residentBytes(member), 0);
}

/** The processes that a process started, and those that these started. */
export function descendantsOf(pid: number): number[] {
  const children = processes().filter((candidate) => parentOf(candidate) === pid);

  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function processes(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function parentOf(pid: number): number | undefined {
  // The name, in brackets, may hold spaces: the fields after it do not.
  const [, rest = ''] = read(`/proc/${pid}/stat`).split(/\) /);

  return Number(rest.split(' ')[1]);
}

function residentBytes(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`)) ?? [];

  return Number(kilobytes) * 1024;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
