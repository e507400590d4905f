import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type LocalStack, startLocalStack } from '#local/stack.ts';
import { fixtureAssembly } from '../support/fixture-assembly.ts';

let folder: string;
let assembly: string;
let stateDir: string;
let stack: LocalStack | undefined;
const lines: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'goldpan-test-'));
  process.env.GOLDPAN_IAM_USAGE_DIR = join(folder, 'iam-usage');
  assembly = await fixtureAssembly(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  stateDir = mkdtempSync(join(folder, 'state-'));
  lines.length = 0;
});
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

async function start(): Promise<LocalStack> {
  stack = await startLocalStack({
    port: 0,
    stateDir,
    assembly,
    log: (line) => void lines.push(line),
    secondsUntilRetry: () => 0,
  });

  return stack;
}

const submit = async (url: string, body: object) =>
  (
    await fetch(`${url}/forms/f/submissions`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
  ).status;
const subjects = ({ inbox }: LocalStack) => inbox.list().map(({ subject }) => subject);

it('takes a submission through table, stream, bus, queue and mail', async () => {
  const { url, ...running } = await start();
  expect(await submit(url, { id: '1' })).toBe(202);
  await running.settle();

  expect(subjects({ url, ...running })).toEqual(['LEAD#1']);
  expect(running.meter.snapshot().units).toMatchObject({
    httpRequests: 1,
    lambdaRequests: 4,
    writeUnits: 1,
    events: 1,
    mails: 1,
    notifications: 1,
  });
  expect(lines).toEqual([]);
});

it('keeps leads, mails and the clock over a restart, and sends nothing twice', async () => {
  const first = await start();
  await submit(first.url, { id: '1' });
  await first.settle();
  first.clock.advance(86_400_000);
  await first.stop();
  const second = await start();
  await second.settle();
  const { Items } = await second.dynamodb.send(new ScanCommand({ TableName: [...second.tables.keys()][0] }));

  expect(Items).toHaveLength(1);
  expect(subjects(second)).toEqual(['LEAD#1']);
  expect(second.clock.offset()).toBe(86_400_000);
});

it('tells why a message died, and redrives it', async () => {
  const running = await start();
  await submit(running.url, { id: '1', poison: true });
  await running.settle();
  const dead = () => running.deadLetters.list().filter(({ messages }) => messages.length > 0);

  expect(dead()).toMatchObject([
    {
      queueName: 'mailconsumerDeadLettersQueue',
      feeds: ['mailconsumerQueue', 'mailconsumerRule'],
      messages: [
        { reason: expect.stringMatching(/^goldpan-dev-mail: TypeError: this one is poison \(request [\w-]+\)$/) },
      ],
    },
  ]);
  expect(lines.join('\n')).toContain('goldpan-dev-mail failed: TypeError: this one is poison');

  expect(await running.deadLetters.redrive('mailconsumerDeadLettersQueue')).toBe(1);
  expect(dead()).toEqual([]);
  const failures = () => lines.filter((line) => line.includes('TypeError: this one is poison')).length;
  const before = failures();
  await expect.poll(failures, { timeout: 5_000 }).toBeGreaterThan(before);
});

it('runs what falls due when the clock moves, in the functions own time, and deletes what has expired', async () => {
  const running = await start();
  const [TableName = ''] = running.tables.keys();
  const expiresAt = { N: String(Math.floor(Date.now() / 1_000) + 3_600) };
  await running.dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'X' }, sk: { S: 'X' }, expiresAt } }));
  running.clock.advance(3 * 86_400_000);
  await running.settle();
  await running.stop();
  const [, at = ''] =
    /due at (\S+?)"?$/m.exec(
      readFileSync(join(stateDir, 'logs', 'goldpan-dev-due.log'), 'utf8').replaceAll('"', '\n'),
    ) ?? [];

  expect(Math.round((Date.parse(at) - Date.now()) / 86_400_000)).toBe(3);
  stack = await start();
  const { Items } = await stack.dynamodb.send(new ScanCommand({ TableName }));
  expect(Items).toEqual([]);
});

it('refuses a second start on the same state, and names the first', async () => {
  const first = await start();
  const second = startLocalStack({ port: 0, stateDir, assembly, log: () => {} });

  await expect(second).rejects.toMatchObject({ name: 'AlreadyRunningError', pid: process.pid, url: first.url });
});

it('loses no acknowledged submission when it is killed with -9 in a burst', async () => {
  const child = spawnStack();
  const [url] = await once(child.stdout.setEncoding('utf8'), 'data');
  const acknowledged: string[] = [];
  let alive = true;
  const burst = Array.from({ length: 4 }, async (_, lane) => {
    for (let n = 0; alive; n += 1) {
      const id = `${lane}-${n}`;
      const status = await submit(url.trim(), { id }).catch(() => 0);
      if (status === 202) acknowledged.push(id);
    }
  });
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(60);
  child.kill('SIGKILL');
  alive = false;
  await Promise.all(burst);
  const running = await start();
  await running.settle();
  const mailed = new Set(subjects(running));

  expect(acknowledged.filter((id) => !mailed.has(`LEAD#${id}`))).toEqual([]);
});

function spawnStack(): ChildProcessByStdio<null, Readable, null> {
  const script = fileURLToPath(new URL('../fixtures/run-stack.ts', import.meta.url));

  return spawn(process.execPath, [script, assembly, stateDir], { stdio: ['ignore', 'pipe', 'inherit'] });
}
