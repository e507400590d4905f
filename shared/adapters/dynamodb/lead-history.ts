import { paginateQuery } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Happening, LeadHistory } from '#ports/lead-history.ts';
import { fromItem } from './items.ts';
import { leadKey, type Table } from './table.ts';

const StoredEvent = z.looseObject({
  type: z.string(),
  at: z.iso.datetime({ precision: 3 }),
  facts: z.record(z.string(), z.unknown()),
});

/** The histories that `publish` keeps, read: one item an event, sorted by time. */
export const dynamoLeadHistory = (table: Table): LeadHistory => ({
  of: async (leadId) => {
    const pages = paginateQuery(
      { client: table.client },
      {
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
        ExpressionAttributeValues: { ':pk': { S: leadKey(leadId) }, ':event': { S: 'EVENT#' } },
        ConsistentRead: true,
      },
    );
    const happenings: Happening[] = [];
    for await (const { Items: items = [] } of pages) {
      happenings.push(
        ...items.map((item) => {
          const { type, at, facts } = StoredEvent.parse(fromItem(item));
          return { type, at, facts };
        }),
      );
    }

    return happenings;
  },
});
