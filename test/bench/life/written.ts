import * as z from 'zod';
import type { AttributeValue, Item } from '#local/aws/attribute-value.ts';
import { requests } from '#local/aws/dynamodb-requests.ts';
import { DynamoDbUnits, readUnits } from '#local/aws/dynamodb-units.ts';
import { itemSize } from '#local/aws/item-size.ts';
import type { TableKeys } from '#local/aws/table-keys.ts';

/** One item of one write, as DynamoDB bills it. */
export interface Write {
  /** The first part of its sort key, of a counter of its partition; `INDEX` for what it changes in the index. */
  readonly kind: string;
  readonly bytes: number;
  readonly units: number;
  readonly item: Item;
  readonly isNew: boolean;
}

const Pages = z.object({ Items: z.array(z.custom<Item>()).default([]) });
const One = z.object({ Item: z.custom<Item>().optional() });

/**
 * Takes DynamoDB's requests apart: what each wrote and read, in units computed from item sizes. The entries in the index count as writes of their own,
 * of the kind `INDEX`.
 */
export class Bill {
  readonly #withIndexes = new DynamoDbUnits();
  readonly #withoutIndexes = new DynamoDbUnits();
  readonly #seen = new Set<string>();
  readonly #table: TableKeys;

  constructor(table: TableKeys) {
    this.#table = table;
  }

  /** What a request that succeeded wrote. */
  writes(operation: string, request: unknown): Write[] {
    switch (operation) {
      case 'PutItem':
        return this.#put(requests.PutItem.parse(request).Item, false);
      case 'BatchWriteItem':
        return Object.values(requests.BatchWriteItem.parse(request).RequestItems)
          .flat()
          .flatMap(({ PutRequest }) => (PutRequest === undefined ? [] : this.#put(PutRequest.Item, false)));
      case 'UpdateItem':
        return [byKey(requests.UpdateItem.parse(request).Key, false)];
      case 'TransactWriteItems':
        return requests.TransactWriteItems.parse(request).TransactItems.flatMap(
          ({ Put, Update, Delete, ConditionCheck }) => [
            ...(Put === undefined ? [] : this.#put(Put.Item, true)),
            ...[Update, Delete, ConditionCheck].flatMap((part) => (part === undefined ? [] : byKey(part.Key, true))),
          ],
        );
      default:
        return [];
    }
  }

  /** Units of a transaction that a condition stopped: what it would have written to the table counts all the same. */
  refused(request: unknown): number {
    return requests.TransactWriteItems.parse(request).TransactItems.reduce(
      (sum, { Put }) =>
        sum +
        (Put === undefined
          ? 0
          : this.#withoutIndexes.put(withoutIndexes(this.#table), Put.Item, { transactional: true, failed: true })),
      0,
    );
  }

  /** Read units of a query or get, strongly consistent as all of ours on the table are. */
  reads(operation: string, answer: unknown): number {
    if (operation === 'Query') return readUnits(total(Pages.parse(answer).Items.map(itemSize)), 'strong');
    if (operation === 'GetItem') return readUnits(itemSize(One.parse(answer).Item ?? {}), 'strong');

    return 0;
  }

  #put(item: Item, transactional: boolean): Write[] {
    const key = `${textOf(item.pk)}|${textOf(item.sk)}`;
    const isNew = !this.#seen.has(key);
    this.#seen.add(key);
    const units = this.#withoutIndexes.put(withoutIndexes(this.#table), item, { transactional });
    const indexUnits = this.#withIndexes.put(this.#table, item, { transactional }) - units;
    const write: Write = { kind: kindOf(item), bytes: itemSize(item), units, item, isNew };

    return indexUnits === 0 ? [write] : [write, { ...write, kind: 'INDEX', units: indexUnits }];
  }
}

/** A write that names its item by the key alone. What we write so is small: a counter, what an address may get, an entry of the suppression list. */
const byKey = (item: Item, transactional: boolean): Write => ({
  kind: kindOf(item),
  bytes: itemSize(item),
  units: transactional ? 2 : 1,
  item,
  isNew: false,
});

/** Counters are told apart by their partition; the suppression list has no sort key. */
const kindOf = ({ pk, sk }: Item): string => {
  const [kind = ''] = textOf(pk).split('#');

  return sk === undefined || kind === 'BUDGET' ? kind : (textOf(sk).split('#')[0] ?? '');
};

const withoutIndexes = (table: TableKeys): TableKeys => ({ ...table, indexes: new Map() });

export const textOf = (value: AttributeValue | undefined): string =>
  value !== undefined && 'S' in value ? value.S : '';

const total = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0);
