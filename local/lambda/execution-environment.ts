import { Worker } from 'node:worker_threads';
import type { LocalClock } from '#local/clock.ts';
import type { FunctionSettings } from './function-settings.ts';
import { failure, type Outcome } from './outcome.ts';
import type { FromWorker, Invocation, WorkerStart } from './worker-messages.ts';
import { workerSource } from './worker-source.ts';

export type EnvironmentStart = {
  readonly settings: FunctionSettings;
  readonly variables: Record<string, string>;
  readonly clock: LocalClock;
  readonly initTimeoutMilliseconds: number;
  /** Takes each finished line of the function's output. */
  readonly log: (line: string) => void;
};

/** One worker with the function loaded. It runs one invocation at a time; once `alive` is false it runs no more. */
export type ExecutionEnvironment = {
  readonly alive: boolean;
  /** Milliseconds that loading took. */
  readonly initMilliseconds: number;
  /** Resolves with how the invocation ended. `free` resolves when the environment can take the next one, or died. */
  invoke(requestId: string, payload: string): { outcome: Promise<Outcome>; free: Promise<void> };
  stop(): Promise<void>;
};

/** Starts a worker and loads the function. Resolves with the failure when the bundle does not load in time or at all, or `signal` aborts. */
export async function startEnvironment(
  start: EnvironmentStart,
  signal: AbortSignal,
): Promise<ExecutionEnvironment | Outcome> {
  const { settings, clock, initTimeoutMilliseconds } = start;
  const began = performance.now();
  const worker = startWorker(start);
  let alive = true;
  let turn = newTurn();

  const die = (outcome: Outcome) => {
    alive = false;
    turn.outcome.resolve(outcome);
    turn.free.resolve();

    return worker.terminate();
  };
  /** Ends the thread, whatever it does, when it is not free again in time. */
  const nextTurn = (milliseconds: number, tooLong: () => Outcome) => {
    const next = newTurn();
    const timer = setTimeout(() => void die(tooLong()), milliseconds);
    void next.free.promise.then(() => clearTimeout(timer));
    turn = next;
    if (!alive) void die(crashed);

    return { outcome: next.outcome.promise, free: next.free.promise };
  };
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'ready') turn.free.resolve();
    else turn.outcome.resolve({ failed: message.kind !== 'done', payload: message.payload });
  });
  worker.on('error', (error: Error & { code?: string }) => void die(crash(error, settings)));
  worker.on('exit', (code) => void die(failure('Runtime.ExitError', `Runtime exited with error: exit status ${code}`)));
  signal.addEventListener('abort', () => void die(crashed), { once: true });

  const loading = nextTurn(initTimeoutMilliseconds, () =>
    failure('Sandbox.Timedout', `Init timed out after ${seconds(initTimeoutMilliseconds)} seconds`),
  );
  const failed = await Promise.race([loading.outcome, loading.free]);
  if (failed !== undefined) {
    await die(failed);

    return failed;
  }

  return {
    initMilliseconds: performance.now() - began,
    get alive() {
      return alive;
    },
    invoke(requestId, payload) {
      const limit = settings.timeoutSeconds * 1000;
      const running = nextTurn(limit, () =>
        failure('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds(limit)} seconds`),
      );
      worker.postMessage(invocation(settings, requestId, payload, clock.now().getTime() + limit));

      return running;
    },
    async stop() {
      await die(crashed);
    },
  };
}

const newTurn = () => ({ outcome: Promise.withResolvers<Outcome>(), free: Promise.withResolvers<void>() });
const crashed = failure('Runtime.ExitError', 'The execution environment was ended');

function startWorker({ settings, variables, clock, log }: EnvironmentStart): Worker {
  const workerData: WorkerStart = { runtime: import.meta.resolve('aws-lambda-ric'), sharedOffset: clock.sharedOffset };
  const worker = new Worker(workerSource(), {
    name: settings.name,
    workerData,
    env: variables,
    execArgv: [],
    stdout: true,
    stderr: true,
    // A small young generation: the default lets each environment hold tens of megabytes of garbage, and is no faster here.
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMegabytes, maxYoungGenerationSizeMb: 4 },
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) log(line);
    });
    stream.on('end', () => rest !== '' && log(rest));
  }

  return worker;
}

function invocation(settings: FunctionSettings, requestId: string, payload: string, deadline: number): Invocation {
  return {
    payload,
    headers: {
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(deadline),
      'lambda-runtime-invoked-function-arn': settings.arn,
    },
  };
}

function crash(error: Error & { code?: string }, settings: FunctionSettings): Outcome {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return failure('Runtime.OutOfMemory', `The function used more than its ${settings.memoryMegabytes} MB of memory`);
  }
  const payload = { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };

  return { failed: true, payload: JSON.stringify(payload) };
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
