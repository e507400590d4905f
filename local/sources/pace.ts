/** How long a poller waits between two looks: short after it found something, longer each time it found nothing, and not at all once woken. */
export class Pace {
  readonly #shortest: number;
  readonly #longest: number;
  #wait: number;
  #woken = false;
  #wakeUp: (() => void) | undefined;

  constructor({ shortest, longest }: { shortest: number; longest: number }) {
    this.#shortest = shortest;
    this.#longest = longest;
    this.#wait = shortest;
  }

  /** Something was found. */
  busy(): void {
    this.#wait = this.#shortest;
  }

  /** There is something to find: ends the wait, or skips the next one. */
  wake(): void {
    this.#woken = true;
    this.#wakeUp?.();
  }

  /** Waits until it is time to look again, at most `most` milliseconds. */
  async pause(most: number = Number.POSITIVE_INFINITY): Promise<void> {
    if (!this.#woken) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, Math.min(this.#wait, most));
      this.#wakeUp = resolve;
      await promise;
      clearTimeout(timer);
      this.#wakeUp = undefined;
    }
    this.#wait = this.#woken ? this.#shortest : Math.min(this.#longest, this.#wait * 2);
    this.#woken = false;
  }
}
