import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startFunctionLogs } from '#local/lambda/function-logs.ts';
import { type FunctionSettings, functionsOf } from '#local/lambda/function-settings.ts';
import { type Functions, startFunctions } from '#local/lambda/functions.ts';
import { openEndpoint } from './aws/endpoint.ts';
import type { PutEvents, PutEventsEntry } from './aws/events.ts';
import type { Inbox } from './aws/inbox.ts';
import { startLocalAws } from './aws/local-aws.ts';
import type { MailOutcomes } from './aws/mail-outcomes.ts';
import type { Meter } from './aws/meter.ts';
import type { TableDefinition } from './aws/table-definition.ts';
import { sweepExpired } from './aws/time-to-live.ts';
import { loadModel } from './cfn/load.ts';
import type { Model } from './cfn/model.ts';
import { type LocalClock, openClock } from './clock.ts';
import { eventBus } from './events/bus.ts';
import { rulesOf } from './events/rules.ts';
import { startScheduler } from './events/scheduler.ts';
import { schedulesOf } from './events/schedules.ts';
import type { SendMessage } from './events/send-message.ts';
import { apisOf } from './http/api-settings.ts';
import { answerNotFound, httpApi } from './http/http-api.ts';
import type { Log } from './log.ts';
import type { Handler } from './server/handler.ts';
import { openPublicServer } from './server/public-server.ts';
import { mappingsOf } from './sources/mappings.ts';
import { startSources } from './sources/sources.ts';
import { Activity } from './stack/activity.ts';
import { type DeadLetterQueue, deadLetterFeeds, listDeadLetters } from './stack/dead-letters.ts';
import { openFailureReasons } from './stack/failure-reasons.ts';
import { assertMappingRights } from './stack/mapping-rights.ts';
import { redrive } from './stack/redrive.ts';
import { lockState } from './stack/state-lock.ts';
import { StopList } from './stack/stop-list.ts';
import { readStreamRange } from './stack/stream-records.ts';

export type LocalStackOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  /** Keeps everything that outlives a restart. */
  readonly stateDir: string;
  /** A cloud assembly: the `cdk.out` folder. */
  readonly assembly: string;
  readonly log: Log;
  /** Seconds until a message that failed comes back, by how often it was received. 2, 4, 8, 16, 30 unless told. */
  readonly secondsUntilRetry?: (receiveCount: number) => number;
  /** Hears each entry that a function puts on a bus. */
  readonly onEvent?: (entry: PutEventsEntry) => void;
  /** Pages besides the HTTP API, asked in order before it. */
  readonly handlers?: (stack: LocalStack) => readonly Handler[];
};

/** The synthesized system, running. */
export type LocalStack = {
  /** `http://localhost:PORT`. */
  readonly url: string;
  readonly model: Model;
  readonly clock: LocalClock;
  readonly inbox: Inbox;
  readonly mailOutcomes: MailOutcomes;
  readonly meter: Meter;
  readonly functions: Functions;
  /** The runtime's own client: no IAM, no meter. */
  readonly dynamodb: DynamoDBClient;
  /** The tables by name. */
  readonly tables: ReadonlyMap<string, TableDefinition>;
  readonly deadLetters: {
    list(): DeadLetterQueue[];
    /** Tries everything in the queue again. Resolves with how many messages left it. */
    redrive(queueName: string): Promise<number>;
  };
  /** Deletes what is past its TTL by the local clock, and what the streams told more than 24 hours ago; it also happens hourly and after each advance. */
  sweep(): Promise<void>;
  /** Runs the schedules (or the named one) now, due or not. */
  tick(scheduleName?: string): Promise<void>;
  /** Resolves when streams, queues and functions are idle; rejects after `timeout` milliseconds (a minute unless told), naming what is not. */
  settle(timeout?: number): Promise<void>;
  stop(): Promise<void>;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SETTLE_TIMEOUT = 60_000;

/**
 * Starts what CDK synthesized. Throws `AlreadyRunningError` while another process uses the state folder, and `PortTakenError`. What was
 * started before a failure is stopped again.
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const stops = new StopList();
  try {
    return await compose(options, stops);
  } catch (error) {
    await stops.run();
    throw error;
  }
}

async function compose(options: LocalStackOptions, stops: StopList): Promise<LocalStack> {
  const { port, stateDir, assembly, log, handlers } = options;
  const inState = (name: string) => join(stateDir, name);
  const lock = lockState(stateDir);
  stops.add(async () => lock.release());
  const clock = openClock(inState('clock.json'));
  const server = await openPublicServer({ port, log });
  stops.add(() => server.stop());
  lock.tell(server.url);
  const endpoint = await openEndpoint();
  stops.add(() => endpoint.stop());
  const model = loadModel(assembly, { httpApi: server.url, aws: endpoint.url });
  const aws = await startLocalAws({ model, endpoint, clock, log, stateFolder: stateDir });
  stops.add(() => aws.stop());
  const { meter, sqs } = aws;

  const reasons = openFailureReasons(inState('failure-reasons.jsonl'));
  const activity = new Activity();
  const wake = { streams: () => {}, queue: (_arn: string) => {} };
  const send: SendMessage = async (queueArn, body, attributes) => {
    await sqs.send(queueArn, body, attributes);
    wake.queue(queueArn);
  };
  const logs = startFunctionLogs({ folder: inState('logs'), terminal: log });
  stops.add(async () => logs.stop());
  const functions = startFunctions({
    functions: functionsOf(model),
    awaited: new Set(apisOf(model).flatMap(({ routes }) => routes.map(({ functionArn }) => functionArn))),
    aws: { endpoint: endpoint.url, region: model.region },
    credentialsOf: ({ name }) => aws.callers.credentialsOf(name),
    clock,
    sendMessage: send,
    meter,
    report: log,
    log(functionName, line) {
      meter.add('logBytes', Buffer.byteLength(line));
      logs.line(functionName, line);
    },
    eventFolder: inState('events'),
    sourceMapOf,
  });
  stops.add(() => functions.stop());

  const invoke = async (functionArn: string, payload: string, origin: string) => {
    const answer = await activity.track(functions.invoke(functionArn, payload, origin));
    reasons.note(functionArn.split(':')[6] ?? functionArn, payload, answer);

    return answer;
  };
  const invokeAsync = (functionArn: string, payload: string) => {
    const accepted = functions.invokeAsync(functionArn, payload);
    void activity.track(accepted.over);

    return accepted;
  };
  const { accountId, region } = model;
  const rules = rulesOf(model);
  const busNames = model.ofType('AWS::Events::EventBus').map(({ physicalId }) => physicalId);
  const bus = eventBus({ rules, busNames, accountId, region, clock, sendMessage: send, invokeAsync, report: log });
  const putEvents: PutEvents = (entries) => {
    for (const entry of entries) options.onEvent?.(entry);

    return bus(entries);
  };
  aws.open(putEvents, { written: () => wake.streams(), sent: (queueArn) => wake.queue(queueArn) });

  const mappings = mappingsOf(model);
  assertMappingRights(mappings, aws);
  const sources = await startSources({
    mappings,
    endpoints: { dynamodb: endpoint.url, sqs: endpoint.url },
    region,
    accountId,
    accessKeyOf: (functionArn) => aws.callers.credentialsOf(functionArn.split(':')[6] ?? '').accessKeyId,
    invoke,
    sendMessage: send,
    report: log,
    folder: inState('checkpoints'),
    now: clock.now,
    comeBackAfter: options.secondsUntilRetry ?? secondsUntilRetry,
  });
  stops.add(() => sources.stop());
  wake.streams = sources.wakeStreams;
  wake.queue = sources.wakeQueues;

  const scheduler = startScheduler({
    schedules: schedulesOf(model, rules),
    sendMessage: send,
    invokeAsync,
    report: log,
    clock,
    accountId,
    region,
  });
  stops.add(() => scheduler.stop());
  const sweep = async () => {
    for (const [name, definition] of aws.tables) await sweepExpired(aws.dynamodb, name, definition, clock.now());
    aws.forgetStreams();
  };
  const sweepAndTell = () =>
    void activity.track(sweep()).catch((error: unknown) => log(`Expired items could not be deleted: ${error}`));
  stops.add(async () => clearInterval(hourly));
  const hourly = setInterval(sweepAndTell, HOUR);
  stops.add(async () => clearInterval(everyMinute));
  const everyMinute = setInterval(() => sqs.tidy(), MINUTE);
  stops.add(async () => unregister());
  const unregister = clock.onAdvance(sweepAndTell);

  const streamTables = mappings.flatMap((mapping) => (mapping.kind === 'stream' ? [mapping.tableName] : []));
  const deadLetterArns = deadLetterFeeds(model);
  const working = sqs.queues.filter(({ arn }) => !deadLetterArns.has(arn));
  const quiet = {
    busyWith: () => [
      ...(activity.running > 0 ? [`${activity.running} invocations`] : []),
      ...(aws.mailOutcomes.pending > 0 ? [`${aws.mailOutcomes.pending} mails on their way`] : []),
      ...working.flatMap(({ physicalId }) => {
        const { ready, delayed, inFlight } = sqs.depth(physicalId);

        return ready + delayed + inFlight === 0 ? [] : [`${ready + delayed + inFlight} messages in ${physicalId}`];
      }),
    ],
    streamsBehind: (since: number) => {
      sources.wakeStreams();

      return streamTables.filter((name) => aws.streamReadToEnd(name) < since);
    },
  };
  const stack: LocalStack = {
    url: server.url,
    model,
    clock,
    inbox: aws.inbox,
    mailOutcomes: aws.mailOutcomes,
    meter,
    functions,
    dynamodb: aws.dynamodb,
    tables: aws.tables,
    deadLetters: {
      list: () => listDeadLetters(model, sqs, reasons),
      redrive: (queueName) =>
        redrive(queueName, {
          model,
          sqs,
          send,
          invoke: (functionArn, payload) => invoke(functionArn, payload, 'redrive'),
          streamRecords: (streamArn, range) => readStreamRange({ url: endpoint.url, region }, streamArn, range),
        }),
    },
    sweep,
    tick: (name) => scheduler.tick(name),
    async settle(timeout = SETTLE_TIMEOUT) {
      await activity.settle(quiet, timeout);
      sqs.tidy();
    },
    stop: () => stops.run(),
  };
  const apis = apisOf(model).map((api) =>
    httpApi({
      api,
      invoke: (functionArn, payload, origin) => activity.track(functions.invoke(functionArn, payload, origin)),
      domainName: new URL(server.url).host,
      clock,
      meter,
    }),
  );
  const notFound: Handler = async (request, response) => {
    await answerNotFound(request, response);

    return true;
  };
  server.serve([...(handlers?.(stack) ?? []), ...apis, notFound]);

  return stack;
}

/** AWS waits for the queue's visibility timeout, minutes; nobody wants to watch that. */
const secondsUntilRetry = (receiveCount: number) => Math.min(30, 2 ** receiveCount);

/** `infra/bundle.ts` puts source maps apart from what ships: `dist/source-maps/<name>.mjs.map`; the deployed name has system and stage before it. */
function sourceMapOf({ name }: FunctionSettings): string {
  const file = `${name.split('-').at(-1)}.mjs.map`;

  return join(fileURLToPath(new URL('../dist/source-maps', import.meta.url)), file);
}
