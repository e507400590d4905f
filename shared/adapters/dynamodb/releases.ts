import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { Releases } from '#ports/releases.ts';
import { type Item, toItem } from './items.ts';
import { CURRENT, releaseItem, releaseOf, segmentItem, segmentKey, segmentOf, segmentsKey } from './release-items.ts';
import type { Table } from './table.ts';

/** Releases in the table: `RELEASE#current` and, per version, one item a segment. Each change is one conditional put that carries what it announces. */
export const dynamoReleases = (table: Table): Releases => ({
  current: async () => {
    const item = await read(table, CURRENT);

    return item && releaseOf(item);
  },

  save: (change) =>
    put(
      table,
      releaseItem(change),
      change.release.revision === 1
        ? ['attribute_not_exists(pk)', {}]
        : ['revision = :revision', { ':revision': { N: String(change.release.revision - 1) } }],
    ),

  segments: async ({ playbook = '', number }) => {
    const { Items: items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: segmentsKey(playbook) } },
        ConsistentRead: true,
      }),
    );

    return items.map(segmentOf).filter(({ release }) => release === number);
  },

  segment: async ({ playbook = '', number }, segment) => {
    const item = await read(table, segmentKey(playbook, segment));
    const found = item && segmentOf(item);

    return found?.release === number ? found : undefined;
  },

  begin: (segment) =>
    put(table, segmentItem(segment, []), [
      'attribute_not_exists(pk) OR #release < :release',
      { ':release': { N: String(segment.release) } },
      { '#release': 'release' },
    ]),

  advance: (segment, from, leads) =>
    put(table, segmentItem(segment, leads), [
      '#release = :release AND #page = :page',
      { ':release': { N: String(segment.release) }, ':page': { N: String(from) } },
      { '#release': 'release', '#page': 'page' },
    ]),
});

async function read(table: Table, key: { pk: string; sk: string }): Promise<Item | undefined> {
  const { Item: item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem(key), ConsistentRead: true }),
  );

  return item;
}

type Condition = readonly [expression: string, values: Item, names?: Record<string, string>];

/** False when the condition failed. An empty map of values is not allowed. */
async function put(table: Table, item: Item, [expression, values, names]: Condition): Promise<boolean> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: item,
        ConditionExpression: expression,
        ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
        ...(names === undefined ? {} : { ExpressionAttributeNames: names }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
