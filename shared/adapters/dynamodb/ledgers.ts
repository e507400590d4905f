import { paginateQuery, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { withdrawalMethods } from '#contracts/event-values.ts';
import { Channel, Locale, MailName } from '#contracts/playbook.ts';
import { confirmationMethods } from '#domain/consent/ledger.ts';
import type { LedgerEntry, Ledgers } from '#ports/ledgers.ts';
import { fromItem, type Item } from './items.ts';
import { addressKey, type Table } from './table.ts';

const Instant = z.iso.datetime({ precision: 3 });
const Viewer = z.strictObject({ ip: z.string(), userAgent: z.string() });
const placed = { leadId: z.string(), n: z.int(), at: Instant, previous: z.string(), hash: z.string() };
const consent = { channel: Channel, purpose: z.string(), requestId: z.string() };

/** Strict: what is not known here would be missing where the entry is shown and hashed again. */
const Entry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('requested'),
    ...consent,
    viewer: Viewer,
    wording: z.strictObject({
      text: z.string(),
      sha256: z.string(),
      formId: z.string(),
      locale: Locale,
      page: z.optional(z.string()),
      privacyNotice: z.string(),
    }),
    ...placed,
  }),
  z.strictObject({
    kind: z.literal('mailed'),
    requestId: z.string(),
    mail: z.strictObject({
      template: MailName,
      locale: Locale,
      playbook: z.string(),
      sha256: z.string(),
      messageId: z.string(),
      keyId: z.string(),
    }),
    ...placed,
  }),
  z.strictObject({
    kind: z.literal('delivered'),
    requestId: z.string(),
    messageId: z.string(),
    deliveredAt: Instant,
    ...placed,
  }),
  z.strictObject({
    kind: z.literal('confirmed'),
    ...consent,
    viewer: Viewer,
    method: z.enum(confirmationMethods),
    ...placed,
  }),
  z.strictObject({
    kind: z.literal('withdrawn'),
    ...consent,
    viewer: z.optional(Viewer),
    method: z.enum(withdrawalMethods),
    ...placed,
  }),
]);

/** The ledgers in the table: one item an entry, in their order under the address. */
export const dynamoLedgers = (table: Table): Ledgers => ({
  of: async (addressHash) => {
    const entries: LedgerEntry[] = [];
    const pages = paginateQuery({ client: table.client }, entriesOf(table, addressHash));
    for await (const { Items: items = [] } of pages) entries.push(...items.map(ledgerEntryOf));

    return entries;
  },

  newest: async (addressHash, count) => {
    const { Items: items = [] } = await table.client.send(
      new QueryCommand({ ...entriesOf(table, addressHash), ScanIndexForward: false, Limit: count }),
    );

    return items.map(ledgerEntryOf).reverse();
  },
});

const entriesOf = ({ name }: Table, addressHash: string) => ({
  TableName: name,
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :consent)',
  ExpressionAttributeValues: { ':pk': { S: addressKey(addressHash) }, ':consent': { S: 'CONSENT#' } },
  ConsistentRead: true,
});

/** The entry that an item holds. Throws a parse error that names fields, never values. */
export function ledgerEntryOf({ pk: _pk, sk: _sk, ...item }: Item): LedgerEntry {
  return Entry.parse(fromItem(item));
}
