import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DueLeads } from '#ports/due-leads.ts';
import { DUE_SHARDS } from './lead-items.ts';
import { leadIdOf, type Table } from './table.ts';

/** Due leads by the sparse index of timers, shard by shard, the longest due first. */
export const dynamoDueLeads = (table: Table, index: string): DueLeads => ({
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
      for (const { pk } of items) if (pk?.S !== undefined) yield leadIdOf(pk.S);
    }
  },
});
