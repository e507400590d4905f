import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { DAY, elapsed, type Instant } from '#domain/instant.ts';
import type { IdempotentRequest } from '#ports/leads.ts';
import { RequestMismatchError } from '#ports/request-mismatch-error.ts';
import type { Obstacle } from './conflicts.ts';
import { toItem } from './items.ts';
import type { Table } from './table.ts';

const KEPT = DAY;
const StoredRequest = z.looseObject({ body: z.string() });

/** The part of a transaction that remembers a request for 24 hours, and fails when it is remembered. The TTL only cleans up: expiry is in the condition. */
export function rememberRequest(table: Table, { key, body }: IdempotentRequest, now: Instant): TransactWriteItem {
  const seconds = Math.floor(elapsed('1970-01-01T00:00:00.000Z', now) / 1000);

  return {
    Put: {
      TableName: table.name,
      Item: toItem({ pk: `IDEMPOTENCY#${key}`, sk: 'IDEMPOTENCY', body, expiresAt: seconds + KEPT / 1000 }),
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
      ExpressionAttributeValues: { ':now': { N: String(seconds) } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

/**
 * Whether the obstacle is that this very request was carried out before.
 * @throws RequestMismatchError when the key came with another body.
 */
export function isReplay({ body }: IdempotentRequest, obstacle: Obstacle | undefined): boolean {
  if (obstacle?.code !== 'ConditionalCheckFailed') return false;
  if (StoredRequest.parse(obstacle.item).body !== body) throw new RequestMismatchError();

  return true;
}
