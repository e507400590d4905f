import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { MAILBOX_MEMORY } from '#domain/consent/budget.ts';
import { after, type Instant } from '#domain/instant.ts';
import type { Mailbox } from '#ports/budgets.ts';
import { fromItem, toItem } from './items.ts';
import { addressKey, type Table } from './table.ts';

const StoredMailbox = z.looseObject({ mails: z.array(z.iso.datetime({ precision: 3 })), version: z.int() });
const keyOf = (hash: string) => ({ pk: addressKey(hash), sk: 'MAILBOX' });

/** The opt-in mails that a mailbox got, by a strongly consistent read. */
export async function readMailbox({ client, name }: Table, hash: string): Promise<Mailbox> {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: name, Key: toItem(keyOf(hash)), ConsistentRead: true }),
  );
  if (item === undefined) return { hash, mails: [], version: 0 };
  const { mails, version } = StoredMailbox.parse(fromItem(item));

  return { hash, mails, version };
}

/** The part of a transaction that saves what a mailbox got, if nobody did since it was read. It goes by itself when the last mail counts no more. */
export function mailboxPart(table: Table, { hash, mails, version }: Mailbox, now: Instant): TransactWriteItem {
  const unless =
    version === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': { N: String(version) } },
        };
  const item = { ...keyOf(hash), mails, version: version + 1, expiresAt: secondsOf(after(now, MAILBOX_MEMORY)) };

  return { Put: { TableName: table.name, Item: toItem(item), ...unless } };
}

const secondsOf = (instant: Instant) => Math.ceil(Date.parse(instant) / 1_000);
