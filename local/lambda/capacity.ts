/** A user of the shared capacity: it can give up something idle, and wants to know when there is room again. */
export type Tenant = {
  /** When the tenant's longest idle environment was last used, or undefined when none is idle. */
  idleSince(): number | undefined;
  /** Gives up that environment. */
  evict(): void;
  roomAgain(): void;
};

/** The number of environments that all functions together may hold; idle ones of other functions make room. */
export class Capacity {
  readonly #limit: number;
  readonly #waiting = new Set<Tenant>();
  readonly #tenants = new Set<Tenant>();
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  join(tenant: Tenant): void {
    this.#tenants.add(tenant);
  }

  /** Takes one place; false when all are busy, then `roomAgain` is called later. */
  take(tenant: Tenant): boolean {
    if (this.#held >= this.#limit) this.#longestIdle()?.evict();
    if (this.#held >= this.#limit) {
      this.#waiting.add(tenant);

      return false;
    }
    this.#held++;

    return true;
  }

  release(): void {
    this.#held--;
    this.offer();
  }

  /** Lets those who wait try again: something was released or became idle. */
  offer(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const tenant of waiting) tenant.roomAgain();
  }

  #longestIdle(): Tenant | undefined {
    let found: { tenant: Tenant; since: number } | undefined;
    for (const tenant of this.#tenants) {
      const since = tenant.idleSince();
      if (since !== undefined && (found === undefined || since < found.since)) found = { tenant, since };
    }

    return found?.tenant;
  }
}
