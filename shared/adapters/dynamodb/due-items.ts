import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Due, DueItems } from '#ports/due-items.ts';
import { erasedLeadOf, isErasureKey } from './erasure-items.ts';
import { DUE_SHARDS } from './lead-items.ts';
import { leadIdOf, type Table } from './table.ts';

/** What is due by the sparse index of timers, shard by shard, the longest due first. */
export const dynamoDueItems = (table: Table, index: string): DueItems => ({
  async *due(now, limit) {
    for (let shard = 0; shard < DUE_SHARDS; shard++) {
      const { Items: items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: index,
          KeyConditionExpression: 'duePk = :shard AND dueAt <= :now',
          ExpressionAttributeValues: { ':shard': { S: `DUE#${shard}` }, ':now': { S: now } },
          ProjectionExpression: 'pk',
          Limit: limit,
        }),
      );
      for (const { pk } of items) if (pk?.S !== undefined) yield dueOf(pk.S);
    }
  },
});

const dueOf = (pk: string): Due =>
  isErasureKey(pk) ? { kind: 'erasure', leadId: erasedLeadOf(pk) } : { kind: 'lead', leadId: leadIdOf(pk) };
