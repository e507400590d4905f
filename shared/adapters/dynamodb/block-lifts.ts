import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { BlockLifts } from '#ports/block-lifts.ts';
import { isConflict } from './conflicts.ts';
import { toItem } from './items.ts';
import { addressKey, type Table } from './table.ts';

/** Lifts blocks on the suppression list and notes on it what was lifted, by whom; `name` is the list's. */
export const dynamoBlockLifts = ({ client, name }: Pick<Table, 'client' | 'name'>): BlockLifts => ({
  lift: async (hash, { reason, at: since }, { by, at }) => {
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: toItem({ pk: addressKey(hash) }),
          UpdateExpression: 'REMOVE #block SET lifted = list_append(if_not_exists(lifted, :none), :lifted)',
          // What was looked at is lifted, and nothing that came since.
          ConditionExpression: '#block.#reason = :reason AND #block.#at = :since',
          ExpressionAttributeNames: { '#block': 'block', '#reason': 'reason', '#at': 'at' },
          ExpressionAttributeValues: toItem({
            ':none': [],
            ':lifted': [{ reason, since, by, at }],
            ':reason': reason,
            ':since': since,
          }),
        }),
      );
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  },
});
