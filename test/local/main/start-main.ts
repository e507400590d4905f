import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { waitFor } from '#test/support/wait-for.ts';

/** A process of `local/main.ts`, or of the demo. */
export type Run = {
  readonly child: ChildProcess;
  /** What it wrote so far, to both outputs. */
  output(): string;
  /** Resolves with the output once it holds the text. */
  says(text: string): Promise<string>;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
};

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs a script of the project as a person does, without colours. */
export function run(script: string, env: Record<string, string>, args: readonly string[] = []): Run {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = once(child, 'close').then(() => child.exitCode);

  return {
    child,
    output: () => output,
    async says(text) {
      await waitFor(
        () => {
          if (child.exitCode !== null && !output.includes(text))
            throw new Error(`It ended without "${text}":\n${output}`);

          return output.includes(text);
        },
        { within: 60_000, what: text },
      );

      return output;
    },
    ended,
  };
}

/** Whether a process runs; one that ended and only waits to be noticed does not. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;

    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
