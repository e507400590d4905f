/** A queue that serves its origins in turn, so that a thousand waiting events do not keep a web request waiting. */
export class FairQueue<Item> {
  readonly #waiting = new Map<string, Item[]>();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(origin: string, item: Item): void {
    const items = this.#waiting.get(origin);
    if (items === undefined) this.#waiting.set(origin, [item]);
    else items.push(item);
    this.#length++;
  }

  /** The oldest item of the origin that was served longest ago. */
  take(): Item | undefined {
    const [turn] = this.#waiting;
    if (turn === undefined) return undefined;
    const [origin, items] = turn;
    const item = items.shift();
    this.#length--;
    this.#waiting.delete(origin);
    if (items.length > 0) this.#waiting.set(origin, items);

    return item;
  }
}
