import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitFor } from './wait-for.ts';

/** A running `npm start`, as its users have it: a process of its own. */
export interface Goldpan {
  readonly url: string;
  readonly pid: number;
  readonly state: string;
  /** What the terminal shows. */
  output(): string;
  /** Ends the process; resolves when it is gone. `SIGKILL` gives it no chance to tidy up. */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends the process and forgets its state. */
  [Symbol.asyncDispose](): Promise<void>;
}

interface Options {
  /** The folder that keeps the leads; by default a new one that goes with the process. */
  readonly state?: string;
  readonly port?: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts Goldpan on a port and with a state of its own, and waits until it is ready. */
export async function startGoldpan({ state, port }: Options = {}): Promise<Goldpan> {
  const folder = state ?? mkdtempSync(join(tmpdir(), 'goldpan-'));
  const url = `http://localhost:${port ?? (await freePort())}`;
  const child = spawn(process.execPath, ['local/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: new URL(url).port, GOLDPAN_STATE: folder, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test run that breaks off leaves nothing running.
  process.once('exit', () => child.kill());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const end = (signal: NodeJS.Signals) => ended(child, signal);
  await waitFor(() => isReady(url, child, () => output), { within: 60_000 });

  return {
    url,
    pid: child.pid ?? 0,
    state: folder,
    output: () => output,
    end,
    [Symbol.asyncDispose]: async () => {
      await end('SIGTERM');
      if (state === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function isReady(url: string, child: ChildProcess, output: () => string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`Goldpan did not start:\n${output()}`);
  const answer = await fetch(`${url}/local/`, { headers: { accept: 'application/json' } }).catch(() => undefined);

  return answer?.ok ?? false;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await gone;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port');

  return address.port;
}
