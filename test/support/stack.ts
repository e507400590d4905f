import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { synthesize } from '#infra/synth.ts';
import { type LocalStack, startLocalStack } from '#local/stack.ts';

export interface TestStack extends LocalStack {
  /** The folder with all that the runtime keeps: logs, queues, mails, the table. */
  readonly stateDir: string;
  /** What the terminal would show. */
  readonly terminal: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** The synthesized dev stage, running in this process with a state of its own. */
export async function startStack(): Promise<TestStack> {
  const folder = mkdtempSync(join(tmpdir(), 'goldpan-stack-'));
  const outdir = join(folder, 'cdk.out');
  const stateDir = join(folder, 'state');
  await synthesize({ stage: 'dev', outdir, validate: false });
  const terminal: string[] = [];
  const stack = await startLocalStack({ port: 0, stateDir, assembly: outdir, log: (line) => terminal.push(line) });

  return {
    ...stack,
    stateDir,
    terminal,
    [Symbol.asyncDispose]: async () => {
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every item of every table, sorted: to compare before with after. */
export async function everyItem({ dynamodb, tables }: LocalStack): Promise<string[]> {
  const items: string[] = [];
  for (const TableName of tables.keys()) {
    for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName, ConsistentRead: true })) {
      items.push(...Items.map((item) => JSON.stringify(sorted(unmarshall(item)))));
    }
  }

  return items.sort();
}

/** The emulator answers maps in any order. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;

  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
};
