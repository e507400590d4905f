import { setTimeout as pause } from 'node:timers/promises';
import {
  paginateQuery,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { DAY } from '#domain/instant.ts';
import type { Counts, HourlyCounts } from '#domain/mailing/reputation.ts';
import type { MailCounts } from '#ports/mailing.ts';
import { isConflict, obstaclesOf } from './conflicts.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { MAILING } from './mailing.ts';
import type { Table } from './table.ts';

/** Longer than any window, and than SES takes to tell something twice. */
const KEPT = 40 * DAY;
const HOUR = 'HOUR#';
const ATTEMPTS = 6;
const FIRST_PAUSE = 10;

const Count = z._default(z.int(), 0);
const Stored = z.object({ sk: z.string(), mails: Count, bounces: Count, complaints: Count });

/** One item an hour; beside it, for what must count once, a mark for each thing that was told. */
export const dynamoMailCounts = (table: Table): MailCounts => ({
  add: async (hour, counts, once) => {
    const update = adding(table, hour, counts);
    if (once === undefined) {
      await unlessBusy(() => table.client.send(new UpdateItemCommand(update)));
      return true;
    }
    const mark = marking(table, hour, `FEEDBACK#${once.messageId}`, once.what);
    const both = new TransactWriteItemsCommand({ TransactItems: [mark, { Update: update }] });
    try {
      await unlessBusy(() => table.client.send(both));
      return true;
    } catch (error) {
      if (isTold(error)) return false;
      throw error;
    }
  },
  from: async (hour) => {
    const hours: HourlyCounts[] = [];
    const query = {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: toItem({ ':pk': MAILING, ':from': `${HOUR}${hour}`, ':to': `${HOUR}~` }),
      ConsistentRead: true,
    };
    for await (const { Items: items = [] } of paginateQuery({ client: table.client }, query))
      hours.push(...items.map(hourly));

    return hours;
  },
});

/** The mark is there already. */
const isTold = (error: unknown): boolean => obstaclesOf(error)?.[0]?.code === 'ConditionalCheckFailed';

/** All feedback of an hour meets in one item; who comes while a transaction holds it waits a moment (full jitter, doubling from 20 ms). */
async function unlessBusy(write: () => Promise<unknown>): Promise<void> {
  for (let n = 1; ; n++) {
    try {
      await write();
      return;
    } catch (error) {
      const isBusy = error instanceof TransactionConflictException || (isConflict(error) && !isTold(error));
      if (!isBusy || n === ATTEMPTS) throw error;
      await pause(Math.random() * FIRST_PAUSE * 2 ** n);
    }
  }
}

const adding = ({ name }: Table, hour: string, counts: Counts) => {
  const something = Object.entries(counts).filter(([, count]) => count !== 0);

  return {
    TableName: name,
    Key: toItem({ pk: MAILING, sk: `${HOUR}${hour}` }),
    UpdateExpression: `SET expiresAt = :end ADD ${something.map(([kind]) => `${kind} :${kind}`).join(', ')}`,
    ExpressionAttributeValues: toItem({
      ':end': endOf(hour),
      ...Object.fromEntries(something.map(([kind, count]) => [`:${kind}`, count])),
    }),
  };
};

const marking = ({ name }: Table, hour: string, pk: string, sk: string): TransactWriteItem => ({
  Put: {
    TableName: name,
    Item: toItem({ pk, sk, expiresAt: endOf(hour) }),
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

const endOf = (hour: string): number => Math.ceil((Date.parse(`${hour}:00:00.000Z`) + KEPT) / 1_000);

function hourly(item: Item): HourlyCounts {
  const { sk, ...counts } = Stored.parse(fromItem(item));

  return { hour: sk.slice(HOUR.length), ...counts };
}
