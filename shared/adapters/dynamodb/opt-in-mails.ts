import { paginateQuery } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { OptInMail, OptInMails } from '#ports/opt-in-mails.ts';
import { fromItem } from './items.ts';
import { addressKey, type Table } from './table.ts';

const Entry = z.union([
  z.object({ kind: z.literal('mailed'), requestId: z.string(), mail: z.object({ messageId: z.string() }) }),
  z.object({ kind: z.literal('delivered'), messageId: z.string() }),
]);

/** The opt-in mails of an address, as its ledger has them. */
export const dynamoOptInMails = ({ client, name }: Table): OptInMails => ({
  of: async (addressHash) => {
    const mails = new Map<string, OptInMail>();
    const arrived = new Set<string>();
    const pages = paginateQuery(
      { client },
      {
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :consent)',
        FilterExpression: '#kind IN (:mailed, :delivered)',
        ExpressionAttributeNames: { '#kind': 'kind' },
        ExpressionAttributeValues: {
          ':pk': { S: addressKey(addressHash) },
          ':consent': { S: 'CONSENT#' },
          ':mailed': { S: 'mailed' },
          ':delivered': { S: 'delivered' },
        },
        ConsistentRead: true,
      },
    );
    for await (const { Items: items = [] } of pages) {
      for (const item of items) {
        const entry = Entry.parse(fromItem(item));
        if (entry.kind === 'delivered') arrived.add(entry.messageId);
        else mails.set(entry.mail.messageId, { ...entry.mail, requestId: entry.requestId, delivered: false });
      }
    }

    return [...mails.values()].map((mail) => ({ ...mail, delivered: arrived.has(mail.messageId) }));
  },
});
