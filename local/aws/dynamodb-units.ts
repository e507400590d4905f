import { type Item, keyText } from './attribute-value.ts';
import { itemSize } from './item-size.ts';
import type { IndexKeys, TableKeys } from './table-keys.ts';

const WRITE_UNIT = 1_024;
const READ_UNIT = 4_096;
/** Items whose last size is remembered. Older ones count as new when they are written again. */
const REMEMBERED = 100_000;

type Entry = { readonly keys: string; readonly content: string; readonly size: number };
type Known = { readonly size: number; readonly entries: ReadonlyMap<string, Entry> };

/** How an item is written. A failed condition costs the table's units and changes nothing. */
export type WriteKind = { readonly transactional?: boolean; readonly failed?: boolean };

/**
 * Counts DynamoDB's units from item sizes, as AWS bills them: a write costs the larger of the item before and after in steps of 1 KB,
 * twice in a transaction, and what it changes in each index. What an item was before is known from the writes seen earlier.
 */
export class DynamoDbUnits {
  readonly #known = new Map<string, Known>();

  put(table: TableKeys, item: Item, kind: WriteKind = {}): number {
    return this.#write(table, item, item, kind);
  }

  delete(table: TableKeys, key: Item, kind: WriteKind = {}): number {
    return this.#write(table, key, undefined, kind);
  }

  /** A condition checked or an item updated without telling its new content: the size last known counts. */
  touch(table: TableKeys, key: Item, { transactional = false }: WriteKind = {}): number {
    return blocks(this.#known.get(identity(table, key))?.size ?? 0, WRITE_UNIT) * (transactional ? 2 : 1);
  }

  /** Bytes of an item that was read. A projection does not make a read cheaper, so the size last known counts if it is larger. */
  readSize(table: TableKeys, item: Item): number {
    return Math.max(itemSize(item), this.#known.get(identity(table, item))?.size ?? 0);
  }

  #write(
    table: TableKeys,
    key: Item,
    item: Item | undefined,
    { transactional = false, failed = false }: WriteKind,
  ): number {
    const id = identity(table, key);
    const before = this.#known.get(id);
    const times = transactional ? 2 : 1;
    if (failed) return blocks(before?.size ?? 0, WRITE_UNIT) * times;

    const after = item === undefined ? undefined : { size: itemSize(item), entries: entriesOf(table, item) };
    this.#remember(id, after);
    const indexUnits = [...table.indexes.keys()].map((index) =>
      entryUnits(before?.entries.get(index), after?.entries.get(index)),
    );

    return (
      blocks(Math.max(before?.size ?? 0, after?.size ?? 0), WRITE_UNIT) * times +
      indexUnits.reduce((sum, each) => sum + each, 0)
    );
  }

  #remember(id: string, known: Known | undefined): void {
    this.#known.delete(id);
    if (known === undefined) return;
    this.#known.set(id, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** Units of a read of `bytes`: one per 4 KB, half of it when eventually consistent, double in a transaction. */
export function readUnits(bytes: number, consistency: 'eventual' | 'strong' | 'transactional'): number {
  const factor = { eventual: 0.5, strong: 1, transactional: 2 }[consistency];

  return blocks(bytes, READ_UNIT) * factor;
}

const blocks = (bytes: number, size: number) => Math.max(1, Math.ceil(bytes / size));

const identity = ({ name, partitionKey, sortKey }: TableKeys, item: Item) =>
  JSON.stringify([name, keyText(item[partitionKey]), sortKey === undefined ? null : keyText(item[sortKey])]);

function entriesOf(table: TableKeys, item: Item): ReadonlyMap<string, Entry> {
  const entries = [...table.indexes].flatMap(([name, index]): [string, Entry][] => {
    const entry = entryOf(index, item);

    return entry === undefined ? [] : [[name, entry]];
  });

  return new Map(entries);
}

/** An item without the index's keys has no entry. */
function entryOf({ partitionKey, sortKey, projected }: IndexKeys, item: Item): Entry | undefined {
  const keys = [partitionKey, ...(sortKey === undefined ? [] : [sortKey])].map((key) => keyText(item[key]));
  if (keys.includes(undefined)) return undefined;
  const content = Object.fromEntries(
    Object.entries(item).filter(([name]) => projected === undefined || projected.has(name)),
  );

  return { keys: JSON.stringify(keys), content: JSON.stringify(content), size: itemSize(content) };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes */
function entryUnits(before: Entry | undefined, after: Entry | undefined): number {
  if (before?.keys === after?.keys) {
    if (before === undefined || after === undefined || before.content === after.content) return 0;

    return blocks(Math.max(before.size, after.size), WRITE_UNIT);
  }

  return [before, after].reduce((sum, entry) => sum + (entry === undefined ? 0 : blocks(entry.size, WRITE_UNIT)), 0);
}
