import { GetItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { withdrawalMethods } from '#contracts/event-values.ts';
import { blockReasons, refusalReasons } from '#domain/consent/suppression.ts';
import type { ListedAddress } from '#domain/erasure/replay.ts';
import type { ListedAddresses } from '#ports/listed-addresses.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { addressKey, type Table } from './table.ts';

const said = { at: z.iso.datetime({ precision: 3 }), method: z.optional(z.enum(withdrawalMethods)) };
const Listed = z.looseObject({
  pk: z.string(),
  block: z.optional(z.looseObject({ reason: z.enum(blockReasons), ...said })),
  refusal: z.optional(z.looseObject({ reason: z.enum(refusalReasons), ...said })),
  erasedLeads: z.optional(z.set(z.string())),
});

/** The suppression list as a whole; `name` is the list's. */
export const dynamoListedAddresses = ({ client, name }: Pick<Table, 'client' | 'name'>): ListedAddresses => ({
  async *all() {
    for await (const { Items: items = [] } of paginateScan({ client }, { TableName: name })) yield items.map(listed);
  },

  of: async (hash) => {
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: name, Key: toItem({ pk: addressKey(hash) }), ConsistentRead: true }),
    );

    return item && listed(item);
  },
});

function listed(item: Item): ListedAddress {
  const { pk, block, refusal, erasedLeads = new Set() } = Listed.parse(fromItem(item));

  return { hash: pk.slice('ADDRESS#'.length), block, refusal, erasedLeads: [...erasedLeads] };
}
