import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

export type Item = Record<string, AttributeValue>;

/** A plain value as an item; absent fields stay absent. */
export const toItem = (value: object): Item => marshall(value, { removeUndefinedValues: true });

/** An item as a plain value of unknown shape: parse it before use. */
export const fromItem = (item: Item): unknown => unmarshall(item);
