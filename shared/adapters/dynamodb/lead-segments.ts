import { ScanCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { LeadSegments } from '#ports/lead-segments.ts';
import { fromItem, toItem } from './items.ts';
import { HEAD } from './lead-items.ts';
import { leadIdOf, type Table } from './table.ts';

const Key = z.strictObject({ pk: z.string(), sk: z.string() });

/**
 * Segments of the table by parallel scan. A page ends after `pageItems` items, or 1 MB of them, however few leads are among them: the filter keeps answers small
 * but what it passes over is paid for as read. Reads are eventually consistent, at half the price: a lead that is written meanwhile is scored by the new playbook.
 */
export const dynamoLeadSegments = (table: Table, pageItems: number): LeadSegments => ({
  read: async ({ playbook, segment, segments, cursor }) => {
    const { Items, ScannedCount, LastEvaluatedKey } = await table.client.send(
      new ScanCommand({
        TableName: table.name,
        Segment: segment,
        TotalSegments: segments,
        Limit: pageItems,
        ...(cursor === undefined ? {} : { ExclusiveStartKey: toItem(cursor) }),
        // What is named here and in the filter is all that the function's role may see of an item.
        Select: 'SPECIFIC_ATTRIBUTES',
        ProjectionExpression: '#pk',
        FilterExpression:
          '#sk = :head AND #optIn.#status = :confirmed AND attribute_exists(#score.#playbook) AND #score.#playbook <> :playbook',
        ExpressionAttributeNames: {
          '#pk': 'pk',
          '#sk': 'sk',
          '#optIn': 'optIn',
          '#status': 'status',
          '#score': 'score',
          '#playbook': 'playbook',
        },
        ExpressionAttributeValues: {
          ':head': { S: HEAD },
          ':confirmed': { S: 'confirmed' },
          ':playbook': { S: playbook },
        },
      }),
    );

    return {
      leads: (Items ?? []).flatMap(({ pk }) => (pk?.S === undefined ? [] : [leadIdOf(pk.S)])),
      scanned: ScannedCount ?? 0,
      ...(LastEvaluatedKey === undefined ? {} : { cursor: Key.parse(fromItem(LastEvaluatedKey)) }),
    };
  },
});
