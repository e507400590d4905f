import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Privacy } from '#contracts/playbook-privacy.ts';
import type { Instant } from '#domain/instant.ts';
import type { OptInLoad } from '#ports/opt-in-load.ts';
import type { Clock } from '#ports/world.ts';
import { fromItem } from './items.ts';
import type { Table } from './table.ts';

/** The opt-in mails of one hour (UTC) within a scope, counted by the mail gate: of everybody, of a network, of a domain. */
export const budgetKey = (scope: string, now: Instant) => ({ pk: `BUDGET#${scope}`, sk: now.slice(0, 13) });

const Counter = z.looseObject({ mails: z.number() });
/** What was read is believed for so long (ms): most submissions cost no call for it. */
const GOOD_FOR = 15_000;

/** The counter of everybody's opt-in mails, beside the share of the budget from which it is high. `age` tells the time in ms, for the memory alone. */
export function optInLoad(
  table: Table,
  { perHour, challengeFrom }: Pick<Privacy['optIn'], 'perHour' | 'challengeFrom'>,
  clock: Clock,
  age: () => number = () => performance.now(),
): OptInLoad & { warm(): void } {
  let readAt = Number.NEGATIVE_INFINITY;
  let isHigh = Promise.resolve(false);
  const refreshed = () => {
    if (age() - readAt >= GOOD_FOR) {
      readAt = age();
      // A lead is worth more than a counter that cannot be read just now.
      isHigh = sent(table, clock())
        .then((mails) => mails >= challengeFrom * perHour.everybody)
        .catch(() => false);
    }
    return isHigh;
  };

  return { isHigh: refreshed, warm: () => void refreshed() };
}

async function sent(table: Table, now: Instant): Promise<number> {
  const { pk, sk } = budgetKey('everybody', now);
  const { Item: item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: { pk: { S: pk }, sk: { S: sk } } }),
  );

  return item === undefined ? 0 : Counter.parse(fromItem(item)).mails;
}
