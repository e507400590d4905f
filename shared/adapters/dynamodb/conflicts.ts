import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { fromItem, type Item } from './items.ts';

/** Why one part of a transaction stopped it: the code, and the item in the way where the request asked for it. */
export interface Obstacle {
  readonly code: string;
  readonly item: unknown;
}

/** The obstacles of a transaction in the order of its parts (undefined where a part was fine), or undefined when the error is of another kind. */
export function obstaclesOf(error: unknown): (Obstacle | undefined)[] | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;

  return error.CancellationReasons?.map(({ Code: code, Item: item }) =>
    code === undefined || code === 'None' ? undefined : { code, item: item && fromItem(item as Item) },
  );
}

/** Whether a write failed because somebody else's came first (a condition, or another transaction on the same item). */
export function isConflict(error: unknown): boolean {
  if (error instanceof ConditionalCheckFailedException) return true;
  const obstacles = obstaclesOf(error)?.filter((obstacle) => obstacle !== undefined);

  return obstacles !== undefined && obstacles.length > 0 && obstacles.every(({ code }) => isContention(code));
}

const isContention = (code: string) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict';
