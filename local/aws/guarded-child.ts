import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A child process that cannot outlive us. */
export type GuardedChild = {
  /** Resolves when the process has ended, with the last lines it wrote to stderr. */
  readonly ended: Promise<string>;
  /** Ends the process (SIGTERM, after three seconds SIGKILL) and resolves when it is gone. */
  stop(): Promise<void>;
};

/**
 * The shell holds the reading end of a pipe from us. The kernel closes that pipe however we die, kill -9 included, and the
 * guard then ends the child. $0 is the file that gets the child's pid, the rest is its command line.
 */
const GUARD = `
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
echo "$child" >"$0"
( read -r _ <&3; kill -TERM "$child" ) >/dev/null 2>&1 &
guard=$!
wait "$child"
code=$?
kill "$guard" 2>/dev/null
exit $code
`;

/** Starts `command` under guard and writes its pid to `pidFile`, so that a later start can recognise a leftover. */
export function startGuardedChild(command: readonly string[], pidFile: string): GuardedChild {
  // Detached: Ctrl-C in the terminal reaches us only, and we stop the child when nobody needs it any more.
  const shell = spawn('sh', ['-c', GUARD, pidFile, ...command], { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  let lastWords = '';
  shell.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    lastWords = (lastWords + chunk).slice(-2_000);
  });
  shell.stdin.on('error', () => {});
  const ended = once(shell, 'exit').then(() => lastWords.trim());
  // Whoever waits for us to end must not wait for the child: it ends because we do.
  shell.unref();

  return {
    ended,
    async stop() {
      shell.ref();
      const tooLate = setTimeout(() => killGroup(shell.pid), 3_000);
      shell.stdin.end();
      await ended;
      clearTimeout(tooLate);
    },
  };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
