import { cpus } from 'node:os';
import type { LocalClock } from '#local/clock.ts';
import type { SendMessage } from '#local/events/send-message.ts';
import type { Log } from '#local/log.ts';
import { AsynchronousInvocations } from './asynchronous-invocations.ts';
import { Capacity } from './capacity.ts';
import { describeFailure } from './describe-failure.ts';
import { environmentVariables, type FunctionCredentials } from './environment-variables.ts';
import { startEnvironment } from './execution-environment.ts';
import type { FunctionSettings } from './function-settings.ts';
import { type Answer, Pool } from './pool.ts';
import { UnknownFunctionError } from './unknown-function-error.ts';

/** Counts what Lambda bills: one request, and its duration times the function's memory in GB-seconds. */
export type FunctionMeter = { invocation(functionName: string, gigabyteSeconds: number): void };

export type FunctionsStart = {
  readonly functions: readonly FunctionSettings[];
  readonly aws: { readonly endpoint: string; readonly region: string };
  readonly credentialsOf: (settings: FunctionSettings) => FunctionCredentials;
  readonly clock: LocalClock;
  readonly sendMessage: SendMessage;
  readonly meter: FunctionMeter;
  /** Takes a readable block per failed invocation. */
  readonly report: Log;
  /** Takes each line that a function prints. */
  readonly log: (functionName: string, line: string) => void;
  /** Keeps accepted asynchronous events over a kill; in memory without it. */
  readonly eventFolder?: string;
  /** The source map of a function's bundle; it need not exist. */
  readonly sourceMapOf: (settings: FunctionSettings, bundle: string) => string;
  readonly limits?: Partial<FunctionLimits>;
  /** The ARNs of functions that people wait for: they may answer more at once. */
  readonly awaited?: ReadonlySet<string>;
};

export type FunctionLimits = {
  /** Environments of one function at once. */
  readonly perFunction: number;
  /** The same, of one that people wait for: it may take its time over an answer (docs/adr/0047) without doing anything. */
  readonly perAwaited: number;
  /** Environments of all functions at once. */
  readonly total: number;
  readonly initTimeoutMilliseconds: number;
  /** Unused environments end after this time. */
  readonly idleMilliseconds: number;
  readonly retryDelays: readonly number[];
};

/** The template's functions, ready to be called. Names and ARNs (also qualified ones) both name a function. */
export type Functions = {
  /** Calls a function and waits. `origin` names the caller, for fairness among callers. Throws UnknownFunctionError. */
  invoke(nameOrArn: string, payload: string, origin: string): Promise<Answer>;
  /** Accepts an asynchronous event. `over` resolves when it succeeded or was given up. Throws UnknownFunctionError. */
  invokeAsync(nameOrArn: string, payload: string): { requestId: string; over: Promise<void> };
  /** Loads one environment of each function (or of the named ones), a few at a time. */
  prewarm(names?: readonly string[]): Promise<void>;
  /** Environments and waiting invocations per function, for the meter page and tests. */
  load(): Record<string, { environments: number; waiting: number }>;
  stop(): Promise<void>;
};

const defaults: FunctionLimits = {
  perFunction: 2,
  perAwaited: 6,
  total: 18,
  initTimeoutMilliseconds: 10_000,
  idleMilliseconds: 300_000,
  retryDelays: [1_000, 2_000],
};

/** Starts nothing yet: environments start with their first invocation or with `prewarm`. */
export function startFunctions(start: FunctionsStart): Functions {
  const limits = { ...defaults, ...start.limits };
  const capacity = new Capacity(limits.total);
  const members = new Map(
    start.functions.map((settings) => [settings.name, { settings, pool: poolOf(settings, start, limits, capacity) }]),
  );
  const member = (nameOrArn: string) => {
    const name = nameOrArn.startsWith('arn:') ? nameOrArn.split(':')[6] : nameOrArn.split(':')[0];
    const found = members.get(name ?? '');
    if (found === undefined) throw new UnknownFunctionError(nameOrArn);

    return found;
  };
  const asynchronous = new AsynchronousInvocations({
    settingsOf: (name) => members.get(name)?.settings,
    run: (settings, payload, requestId) => member(settings.name).pool.invoke(payload, 'events', requestId),
    sendMessage: start.sendMessage,
    clock: start.clock,
    report: start.report,
    folder: start.eventFolder,
    retryDelays: limits.retryDelays,
  });
  const reaper = setInterval(
    () => {
      for (const { pool } of members.values()) pool.reap(performance.now() - limits.idleMilliseconds);
    },
    Math.min(30_000, limits.idleMilliseconds),
  );
  reaper.unref();
  asynchronous.resume();

  return {
    async invoke(nameOrArn, payload, origin) {
      return member(nameOrArn).pool.invoke(payload, origin);
    },
    invokeAsync: (nameOrArn, payload) => asynchronous.accept(member(nameOrArn).settings, payload),
    async prewarm(names = [...members.keys()]) {
      const waiting = [...names];
      const next = async (): Promise<void> => {
        const name = waiting.shift();
        if (name === undefined) return;
        await member(name).pool.prewarm();
        await next();
      };
      await Promise.all(cpus().map(next));
    },
    load: () =>
      Object.fromEntries(
        [...members].map(([name, { pool }]) => [name, { environments: pool.size, waiting: pool.waiting }]),
      ),
    async stop() {
      clearInterval(reaper);
      const ended = asynchronous.stop();
      await Promise.all([...members.values()].map(({ pool }) => pool.stop()));
      await ended;
    },
  };
}

function poolOf(settings: FunctionSettings, start: FunctionsStart, limits: FunctionLimits, capacity: Capacity): Pool {
  const { aws, clock, meter, report, log, sourceMapOf } = start;
  const limit = start.awaited?.has(settings.arn) ? limits.perAwaited : limits.perFunction;
  const environment = {
    settings,
    clock,
    initTimeoutMilliseconds: limits.initTimeoutMilliseconds,
    log: (line: string) => log(settings.name, line),
  };

  return new Pool({
    limit: Math.min(limit, settings.reservedConcurrency ?? limit),
    capacity,
    startEnvironment: (signal) => {
      const variables = environmentVariables(settings, { ...aws, credentials: start.credentialsOf(settings) });

      return startEnvironment({ ...environment, variables }, signal);
    },
    onFinished: ({ requestId, outcome, billedMilliseconds }) => {
      meter.invocation(settings.name, (billedMilliseconds / 1000) * (settings.memoryMegabytes / 1024));
      if (outcome.failed) report(describeFailure(settings, requestId, outcome.payload, sourceMapOf));
    },
  });
}
