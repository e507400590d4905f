import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { FunctionName } from '#infra/functions.ts';
import { tableDefinitions, tableKeys } from '#local/aws/table-keys.ts';
import { rulesOf } from '#local/events/rules.ts';
import { mappingsOf } from '#local/sources/mappings.ts';
import { startTestTable, type TestTable } from '#test/support/dynamodb.ts';
import { bundleOf, type System } from '../system.ts';
import { type AwsCall, openLedger } from './ledger.ts';
import { textOf, type Write } from './written.ts';

/** One run of a function and the calls it made. */
export interface Invocation {
  readonly name: FunctionName;
  /** Stream records or queue messages that it got; 1 for a request. */
  readonly records: number;
  /** The detail-types of the events that it got from a queue. */
  readonly heard: readonly string[];
  readonly calls: readonly AwsCall[];
}

/** The deployed functions, one at a time and without waiting: what a quiet day's traffic calls and writes, exactly the same every time. */
export interface QuietStack {
  readonly table: TestTable;
  /** Runs a function on a request and then everything that follows from it, until nothing is left to do. */
  request(name: FunctionName, event: unknown): Promise<{ status: number; body: string; invocations: Invocation[] }>;
  /** Runs a function on its schedule, and what follows. */
  tick(name: FunctionName): Promise<Invocation[]>;
  stop(): Promise<void>;
}

const Answer = z.object({ statusCode: z.number(), body: z.string().default('') });
const Batch = z.object({ batchItemFailures: z.array(z.unknown()) });
type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** Loads the bundles into this process, with an empty table of their own. One per process: the bundles read the environment once. */
export async function startQuietStack(system: System): Promise<QuietStack> {
  const table = await startTestTable();
  // The one with a stream; the other is the suppression list.
  const definition = [...tableDefinitions(system.model).values()].find(({ KeySchema }) => KeySchema.length === 2);
  if (definition === undefined) throw new Error('The stage has no table');
  const ledger = await openLedger(table.endpoint, tableKeys(table.tableName, 'arn:bench', definition));
  const rules = rulesOf(system.model);
  const mappings = mappingsOf(system.model);
  const hearsStream = mappings.find(({ kind }) => kind === 'stream')?.filter ?? (() => true);
  const nameOf = (functionArn: string) => nameByArn(system, functionArn);
  const handlers = await load(system, table, ledger);
  ledger.take();

  return {
    table,
    async request(name, event) {
      const { answer, invocation } = await invoke(name, event, 1);
      const { statusCode: status, body } = Answer.parse(answer);

      return { status, body, invocations: [invocation, ...(await follow(invocation))] };
    },
    async tick(name) {
      const { invocation } = await invoke(name, {}, 1);

      return [invocation, ...(await follow(invocation))];
    },
    async stop() {
      await ledger.stop();
      await table.stop();
    },
  };

  /** Streams what was written, delivers what was announced, until nobody has anything left. */
  async function follow(first: Invocation): Promise<Invocation[]> {
    const all: Invocation[] = [];
    const queues = new Map<FunctionName, Message[]>();
    let stream = recordsOf(first.calls);
    for (;;) {
      if (stream.length > 0) {
        const { invocation } = await invokeBatch('publish', stream, []);
        all.push(invocation);
        stream = recordsOf(invocation.calls);
        deliver(invocation.calls, queues);
        continue;
      }
      const [next] = queues;
      if (next === undefined) return all;
      const [name, messages] = next;
      queues.delete(name);
      const heard = messages.map(({ detailType }) => detailType);
      const { invocation } = await invokeBatch(
        name,
        messages.map(({ record }) => record),
        heard,
      );
      all.push(invocation);
      stream = recordsOf(invocation.calls);
    }
  }

  function recordsOf(calls: readonly AwsCall[]): unknown[] {
    return calls
      .flatMap(({ writes }) => writes.filter(({ kind }) => kind !== 'INDEX'))
      .map(streamRecord)
      .filter((record) => hearsStream(record));
  }

  function deliver(calls: readonly AwsCall[], queues: Map<FunctionName, Message[]>): void {
    for (const { Source: source, DetailType: detailType = '', Detail = '{}' } of calls.flatMap(
      ({ events }) => events,
    )) {
      const event = { source, 'detail-type': detailType, detail: JSON.parse(Detail) as unknown };
      const targets = rules.filter(({ matches }) => matches?.(event)).flatMap((rule) => rule.targets);
      for (const { arn } of targets) {
        const reader = mappings.find(({ sourceArn }) => sourceArn === arn);
        if (reader === undefined) throw new Error(`Nobody reads ${arn}`);
        const record = { messageId: randomUUID(), body: JSON.stringify(event), eventSource: 'aws:sqs' };
        const name = nameOf(reader.functionArn);
        queues.set(name, [...(queues.get(name) ?? []), { detailType, record }]);
      }
    }
  }

  async function invokeBatch(name: FunctionName, records: readonly unknown[], heard: readonly string[]) {
    const done = await invoke(name, { Records: records }, records.length, heard);
    const { batchItemFailures: failures } = Batch.parse(done.answer);
    if (failures.length > 0) throw new Error(`${name} failed on ${failures.length} of ${records.length} records`);

    return done;
  }

  async function invoke(name: FunctionName, event: unknown, records: number, heard: readonly string[] = []) {
    ledger.caller = name;
    const context = { functionName: name, awsRequestId: randomUUID(), getRemainingTimeInMillis: () => 30_000 };
    const answer = await silently(() => handlers[name](event, context));

    return { answer, invocation: { name, records, heard, calls: ledger.take() } };
  }
}

interface Message {
  readonly detailType: string;
  readonly record: unknown;
}

let sequence = 0;

const streamRecord = ({ item, isNew }: Write) => ({
  eventID: randomUUID(),
  eventName: isNew ? 'INSERT' : 'MODIFY',
  eventSource: 'aws:dynamodb',
  dynamodb: {
    Keys: { pk: item.pk, sk: item.sk },
    NewImage: item,
    SequenceNumber: String(++sequence),
    key: textOf(item.pk),
  },
});

function nameByArn({ functions }: System, functionArn: string): FunctionName {
  const found = Object.entries(functions).find(([, { arn }]) => arn === functionArn);
  if (found === undefined) throw new Error(`There is no function ${functionArn}`);

  return found[0] as FunctionName;
}

async function load({ functions, model }: System, table: TestTable, ledger: { endpoint: string; caller: string }) {
  const tables = { TABLE_NAME: table.tableName, SUPPRESSION_TABLE_NAME: table.suppressions };
  const aws = {
    AWS_REGION: model.region,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: ledger.endpoint,
  };
  const loaded: [string, Handler][] = [];
  for (const [name, settings] of Object.entries(functions)) {
    Object.assign(process.env, settings.environment, tables, aws);
    ledger.caller = name;
    const { handler } = await import(pathToFileURL(bundleOf(settings)).href);
    loaded.push([name, handler]);
  }

  return Object.fromEntries(loaded) as Record<FunctionName, Handler>;
}

/** The functions' log lines are not the bench's. */
async function silently<T>(run: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await run();
  } finally {
    process.stdout.write = write;
  }
}
