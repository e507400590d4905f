/**
 * Runs inside the worker thread of one execution environment: shifts `Date`, gives AWS's own runtime client (aws-lambda-ric) this thread's
 * message port in place of its native HTTP client, and starts it. It imports nothing of ours, because it is started from its stripped source.
 */
import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, Invocation, WorkerStart } from './worker-messages.ts';

const { runtime, sharedOffset }: WorkerStart = workerData;
const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only.');
const tell = (message: FromWorker) => port.postMessage(message);

shiftDate(new BigInt64Array(sharedOffset));
provide({
  './rapid-client.node': {
    next: () =>
      new Promise((resolve) => {
        port.once('message', ({ payload, headers }: Invocation) => resolve({ bodyJson: payload, headers }));
        tell({ kind: 'ready' });
      }),
    done: (_requestId: string, payload: string) => tell({ kind: 'done', payload }),
    error: (_requestId: string, payload: string) => tell({ kind: 'failed', payload }),
  },
  'node:http': { Agent: class {}, request: initErrorRequest },
});
await import(runtime);

/** `new Date()` and `Date.now()` follow the local clock; dates made from values and `performance` stay as they are. */
function shiftDate(offset: BigInt64Array): void {
  const RealDate = Date;
  const now = () => RealDate.now() + Number(Atomics.load(offset, 0));
  const shifted = new Proxy(RealDate, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  RealDate.prototype.constructor = shifted;
  globalThis.Date = shifted;
}

/** Answers the runtime client's own `require`s with our modules; everybody else gets what they asked for. */
function provide(modules: Record<string, unknown>): void {
  const names = Object.keys(modules);
  Object.defineProperty(globalThis, Symbol.for('goldpan.modules'), { value: Object.values(modules) });
  registerHooks({
    resolve: (specifier, context, next) =>
      context.parentURL === runtime && names.includes(specifier)
        ? // The ending decides how Node loads it: `.node` would be a native library.
          { url: `goldpan:${names.indexOf(specifier)}.cjs`, format: 'commonjs', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) => {
      const index = /^goldpan:(\d+)\.cjs$/.exec(url)?.[1];
      if (index === undefined) return next(url, context);
      const source = `module.exports = globalThis[Symbol.for('goldpan.modules')][${index}];`;

      return { format: 'commonjs', source, shortCircuit: true };
    },
  });
}

/** The runtime client posts one thing over HTTP: why the function could not be loaded. (Streamed answers would come here too: API v2 has none.) */
function initErrorRequest(options: { path: string }, answered: (response: unknown) => void) {
  const request = {
    on: () => request,
    end(payload: string) {
      if (!options.path.endsWith('/init/error')) throw new Error(`The local runtime does not serve ${options.path}.`);
      tell({ kind: 'init-failed', payload });
      const response = {
        on(event: string, listener: () => void) {
          if (event === 'end') listener();

          return response;
        },
      };
      answered(response);
    },
  };

  return request;
}
