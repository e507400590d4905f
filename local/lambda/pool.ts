import { randomUUID } from 'node:crypto';
import type { Capacity, Tenant } from './capacity.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import { FairQueue } from './fair-queue.ts';
import { failure, type Outcome } from './outcome.ts';

export type PoolStart = {
  /** At most this many environments at once. */
  readonly limit: number;
  readonly capacity: Capacity;
  readonly startEnvironment: (signal: AbortSignal) => Promise<ExecutionEnvironment | Outcome>;
  /** Called for each finished invocation, with the milliseconds that Lambda would bill (its first use includes loading). */
  readonly onFinished: (run: { requestId: string; outcome: Outcome; billedMilliseconds: number }) => void;
};

/** An answer with the request id under which it was given. */
export type Answer = Outcome & { readonly requestId: string };

type Job = { readonly requestId: string; readonly payload: string; readonly settle: (outcome: Outcome) => void };
type Idle = { readonly environment: ExecutionEnvironment; readonly since: number };

/** The environments of one function and the invocations that wait for them. */
export class Pool implements Tenant {
  readonly #start: PoolStart;
  readonly #jobs = new FairQueue<Job>();
  readonly #environments = new Set<ExecutionEnvironment>();
  #idle: Idle[] = [];
  #starting = 0;
  readonly #used = new WeakSet<ExecutionEnvironment>();
  readonly #ending = new AbortController();
  readonly #launches = new Set<Promise<void>>();

  constructor(start: PoolStart) {
    this.#start = start;
    start.capacity.join(this);
  }

  /** How many environments run or are being started. */
  get size(): number {
    return this.#environments.size + this.#starting;
  }

  get waiting(): number {
    return this.#jobs.length;
  }

  /** Runs one invocation as soon as an environment is free. `origin` names the caller for fairness. Never rejects. */
  invoke(payload: string, origin: string, requestId: string = randomUUID()): Promise<Answer> {
    if (this.#stopped) return Promise.resolve({ ...stopped, requestId });
    if (this.#start.limit === 0) return Promise.resolve({ ...throttled, requestId });

    return new Promise((resolve) => {
      this.#jobs.add(origin, { requestId, payload, settle: (outcome) => resolve({ ...outcome, requestId }) });
      this.#pump();
    });
  }

  /** Starts the first environment before it is needed. A failure shows at the first invocation. */
  async prewarm(): Promise<void> {
    if (this.size === 0 && this.#start.limit > 0 && this.#start.capacity.take(this)) await this.#launch();
  }

  /** Ends environments that did nothing since `before` (milliseconds of `performance.now()`). */
  reap(before: number): void {
    const old = this.#idle.filter(({ since }) => since < before);
    this.#idle = this.#idle.filter(({ since }) => since >= before);
    for (const { environment } of old) this.#end(environment);
  }

  idleSince(): number | undefined {
    return this.#idle[0]?.since;
  }

  evict(): void {
    const oldest = this.#idle.shift();
    if (oldest !== undefined) this.#end(oldest.environment);
  }

  roomAgain(): void {
    this.#pump();
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    for (let job = this.#jobs.take(); job !== undefined; job = this.#jobs.take()) job.settle(stopped);
    await Promise.all([...this.#environments].map((environment) => environment.stop()));
    await Promise.all(this.#launches);
  }

  get #stopped(): boolean {
    return this.#ending.signal.aborted;
  }

  #pump(): void {
    while (!this.#stopped && this.#jobs.length > 0) {
      // The one used last is the warmest; the others grow old and are reaped.
      const warm = this.#idle.pop();
      if (warm === undefined) break;
      if (warm.environment.alive) void this.#run(warm.environment);
      else this.#end(warm.environment);
    }
    const missing = this.#jobs.length - this.#starting;
    if (!this.#stopped && missing > 0 && this.size < this.#start.limit && this.#start.capacity.take(this)) {
      void this.#launch();
      this.#pump();
    }
  }

  #launch(): Promise<void> {
    const launch = this.#launched();
    this.#launches.add(launch);

    return launch.finally(() => this.#launches.delete(launch));
  }

  async #launched(): Promise<void> {
    this.#starting++;
    const environment = await this.#start.startEnvironment(this.#ending.signal);
    this.#starting--;
    if (!('invoke' in environment)) {
      this.#start.capacity.release();
      if (!this.#stopped) this.#fail(environment);
      this.#pump();
    } else if (this.#stopped) {
      await environment.stop();
    } else {
      this.#environments.add(environment);
      this.#free(environment);
    }
  }

  /** A failed start answers the invocation that waits longest, as on AWS; the next one tries a new environment. */
  #fail(outcome: Outcome): void {
    const job = this.#jobs.take();
    if (job === undefined) return;
    job.settle(outcome);
    this.#start.onFinished({ requestId: job.requestId, outcome, billedMilliseconds: 0 });
  }

  async #run(environment: ExecutionEnvironment): Promise<void> {
    const job = this.#jobs.take();
    if (job === undefined) return this.#free(environment);
    const began = performance.now();
    const running = environment.invoke(job.requestId, job.payload);
    const outcome = await running.outcome;
    const loading = this.#firstUse(environment);
    job.settle(outcome);
    if (this.#stopped) return;
    this.#start.onFinished({
      requestId: job.requestId,
      outcome,
      billedMilliseconds: Math.ceil(loading + performance.now() - began),
    });
    await running.free;
    if (environment.alive) this.#free(environment);
    else this.#end(environment);
  }

  #firstUse(environment: ExecutionEnvironment): number {
    if (this.#used.has(environment)) return 0;
    this.#used.add(environment);

    return environment.initMilliseconds;
  }

  #free(environment: ExecutionEnvironment): void {
    this.#idle.push({ environment, since: performance.now() });
    this.#pump();
    if (this.#idle.length > 0) this.#start.capacity.offer();
  }

  #end(environment: ExecutionEnvironment): void {
    if (!this.#environments.delete(environment)) return;
    void environment.stop();
    this.#start.capacity.release();
    this.#pump();
  }
}

const stopped = failure('Runtime.ExitError', 'The local runtime is stopping');
const throttled = failure('TooManyRequestsException', 'Rate Exceeded: the function reserves no concurrency');
