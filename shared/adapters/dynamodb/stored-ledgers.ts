import { GetItemCommand, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { LedgerHead } from '#domain/consent/ledger.ts';
import type { StoredEntry } from '#domain/consent/ledger-fault.ts';
import { entryOf, type LedgerEntry } from '#ports/ledgers.ts';
import type { LedgerName, StoredLedger, StoredLedgers } from '#ports/stored-ledgers.ts';
import { AddressItem, forgottenOf } from './address-items.ts';
import { erasureKey } from './erasure-items.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { HEAD } from './lead-items.ts';
import { ledgerEntryOf } from './ledgers.ts';
import { addressKey, consentKey, leadIdOf, leadKey, type Table } from './table.ts';

const Keys = z.looseObject({ pk: z.string(), sk: z.string(), addressHash: z.optional(z.string()) });
const Head = z.looseObject({ ledger: z.strictObject({ entries: z.int(), hash: z.string() }) });
const Named = z.looseObject({ addressHash: z.optional(z.string()) });

/** The ledgers as they lie in the table. For people who verify them: no function reads the whole table like that. */
export const dynamoStoredLedgers = (table: Table): StoredLedgers => ({
  of: (name) => read(table, name),

  addressOf: async (leadId) =>
    (await addressIn(table, { pk: leadKey(leadId), sk: HEAD })) ?? (await addressIn(table, erasureKey(leadId))),

  all: async function* () {
    const seen = new Set<string>();
    const pages = paginateScan(
      { client: table.client },
      {
        TableName: table.name,
        FilterExpression:
          'sk = :address OR begins_with(sk, :consent) OR (sk = :head AND attribute_not_exists(erasure))',
        ExpressionAttributeValues: toItem({ ':address': 'ADDRESS', ':consent': 'CONSENT#', ':head': HEAD }),
        ProjectionExpression: 'pk, sk, addressHash',
      },
    );
    for await (const { Items: items = [] } of pages) {
      const names = items.flatMap(ledgerNamedBy).filter(({ addressHash }) => {
        const isNew = !seen.has(addressHash);
        seen.add(addressHash);
        return isNew;
      });
      if (names.length > 0) yield names;
    }
  },
});

/** An address that lost all its items is still named by the head of its lead. */
function ledgerNamedBy(item: Item): LedgerName[] {
  const { pk, addressHash } = Keys.parse(fromItem(item));
  if (pk.startsWith('ADDRESS#')) return [{ addressHash: pk.slice('ADDRESS#'.length) }];

  return addressHash === undefined ? [] : [{ addressHash, leadId: leadIdOf(pk) }];
}

async function read(table: Table, { addressHash, leadId }: LedgerName): Promise<StoredLedger> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      // The address's own item, and its entries behind it.
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :address AND :consents',
      ExpressionAttributeValues: toItem({
        ':pk': addressKey(addressHash),
        ':address': 'ADDRESS',
        ':consents': 'CONSENT#~',
      }),
      ConsistentRead: true,
    },
  );
  for await (const { Items: some = [] } of pages) items.push(...some);
  const own = items.find(({ sk }) => sk?.S === 'ADDRESS');
  const address = own === undefined ? { leadId } : (AddressItem.safeParse(fromItem(own)).data ?? {});
  const leads = new Map<string, Promise<boolean>>();
  const entries = await Promise.all(
    items
      .filter(({ sk }) => sk?.S?.startsWith('CONSENT#'))
      .map((item) => storedEntry(item, (leadId) => isOfAddress(leadId, address, leads))),
  );
  const head = address.leadId === undefined ? address.ledger : await headOf(table, address.leadId);

  return { addressHash, entries, forgotten: forgottenOf(address), head };

  /** Whether a lead has or had the address: the one that has it now, or one whose erasure is on record. */
  function isOfAddress(leadId: string, { leadId: owner }: AddressItem, known: Map<string, Promise<boolean>>) {
    if (leadId === owner) return Promise.resolve(true);
    const was = known.get(leadId) ?? addressOfErased(leadId).then((hash) => hash === addressHash);
    known.set(leadId, was);

    return was;
  }

  /** The order is on the lead until its record is written. */
  async function addressOfErased(leadId: string): Promise<string | undefined> {
    return (await addressIn(table, erasureKey(leadId))) ?? addressIn(table, { pk: leadKey(leadId), sk: HEAD });
  }
}

/** What is hashed is all of the item but its key and its lead: those are compared here. */
async function storedEntry(item: Item, isOfAddress: (leadId: string) => Promise<boolean>): Promise<StoredEntry> {
  const sk = item.sk?.S ?? '';
  const place = Number(sk.slice('CONSENT#'.length));
  const entry = entryIn(item);
  const isWhole = entry !== undefined && sk === consentKey(place) && (await isOfAddress(entry.leadId));

  return { place: Number.isInteger(place) ? place : 0, entry: isWhole ? entryOf(entry) : undefined };
}

function entryIn(item: Item): LedgerEntry | undefined {
  try {
    return ledgerEntryOf(item);
  } catch {
    // Whatever it is, it is not what was written: the fault is told by its number.
    return undefined;
  }
}

async function headOf(table: Table, leadId: string): Promise<LedgerHead | undefined> {
  const item = await get(table, { pk: leadKey(leadId), sk: HEAD });

  return item === undefined ? undefined : Head.safeParse(fromItem(item)).data?.ledger;
}

async function addressIn(table: Table, key: { pk: string; sk: string }): Promise<string | undefined> {
  const item = await get(table, key);

  return item === undefined ? undefined : Named.parse(fromItem(item)).addressHash;
}

async function get({ client, name }: Table, key: { pk: string; sk: string }): Promise<Item | undefined> {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: name, Key: toItem(key), ConsistentRead: true }),
  );

  return item;
}
