import { setTimeout as sleep } from 'node:timers/promises';

/** What settling has to look at. */
export type Quiet = {
  /** Names what still runs or waits; empty when nothing does. */
  busyWith(): readonly string[];
  /** The streams that were not read to their end since then (`performance.now()`). Makes the pollers look. */
  streamsBehind(since: number): readonly string[];
};

/** Counts work, so that `settle` can tell a quiet moment from the end. */
export class Activity {
  #running = 0;
  #begun = 0;

  get running(): number {
    return this.#running;
  }

  /** Counts a piece of work until it is over. */
  async track<Result>(work: Promise<Result>): Promise<Result> {
    this.#running += 1;
    this.#begun += 1;
    try {
      return await work;
    } finally {
      this.#running -= 1;
    }
  }

  /**
   * Resolves when nothing runs, no queue holds a message and every stream is read to its end, and nothing began in the meantime.
   * Rejects after `timeout` milliseconds, naming what is still busy.
   */
  async settle({ busyWith, streamsBehind }: Quiet, timeout: number): Promise<void> {
    const deadline = performance.now() + timeout;
    const until = async (busy: () => readonly string[]) => {
      while (busy().length > 0) {
        if (performance.now() > deadline) throw new Error(`Not idle after ${timeout} ms: ${busy().join(', ')}.`);
        await sleep(10);
      }
    };
    for (;;) {
      // What an advance of the clock sets off begins within this turn.
      await sleep(0);
      await until(busyWith);
      const [begun, since] = [this.#begun, performance.now()];
      await until(() => streamsBehind(since));
      if (busyWith().length === 0 && begun === this.#begun) return;
    }
  }
}
