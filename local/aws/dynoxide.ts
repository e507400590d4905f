import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type GuardedChild, startGuardedChild } from './guarded-child.ts';
import { killLeftover } from './leftover.ts';

const START_TIMEOUT = 10_000;
const ATTEMPTS = 3;

/** Starts Dynoxide on a free loopback port with its tables in `file`. A Dynoxide that a killed run left on this file is ended first. */
export async function startDynoxide(file: string): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const database = resolve(file);
  const pidFile = `${database}.pid`;
  mkdirSync(dirname(database), { recursive: true });
  await killLeftover(pidFile, ['dynoxide', database]);

  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = startGuardedChild([binary(), 'serve', '--port', String(port), '--db-path', database], pidFile);
    const endpoint = `http://127.0.0.1:${port}`;
    const failure = await Promise.race([answers(endpoint), endedEarly(child)]);
    if (failure === undefined) {
      indexStreamRecords(database);

      return { endpoint, stop: () => child.stop() };
    }
    await child.stop();
    // The port may have been taken between our look and Dynoxide's start.
    if (attempt === ATTEMPTS) throw new Error(`Dynoxide did not start on ${database}: ${failure}`);
  }
}

function binary(): string {
  try {
    const bundled = join(
      dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')),
      'dynoxide',
    );
    if (process.platform === 'linux' && process.arch === 'x64') return bundled;
  } catch {
    // Not installed on this platform: look on the PATH.
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'dynoxide'));
  const found = onPath.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    'Dynoxide is not installed for this platform. Put `dynoxide` on the PATH or set DYNAMODB_ENDPOINT, for example to a DynamoDB Local.',
  );
}

async function answers(endpoint: string): Promise<string | undefined> {
  for (const deadline = Date.now() + START_TIMEOUT; Date.now() < deadline; await sleep(10)) {
    const answer = await fetch(endpoint).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return undefined;
  }

  return `no answer after ${START_TIMEOUT / 1_000} seconds`;
}

async function endedEarly(child: GuardedChild): Promise<string> {
  return (await child.ended) || 'it ended at once';
}

/**
 * Dynoxide 1.2.1 looks stream records up without an index: every write grows slower with the length of the stream
 * (0.6 to 4.2 ms over 8,000 records). With this index the cost is constant.
 */
function indexStreamRecords(database: string): void {
  const sqlite = new DatabaseSync(database, { timeout: 5_000 });
  sqlite.exec(
    'CREATE INDEX IF NOT EXISTS local_stream_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))',
  );
  sqlite.close();
}
