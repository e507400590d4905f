import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { AddressBlocks } from '#ports/address-blocks.ts';
import { suppressionParts } from './suppressions.ts';
import type { Table } from './table.ts';

/** Blocks addresses on the suppression list; `name` is the list's. */
export const dynamoAddressBlocks = ({ client, name }: Pick<Table, 'client' | 'name'>): AddressBlocks => ({
  add: async (suppressions) => {
    await client.send(new TransactWriteItemsCommand({ TransactItems: suppressionParts(name, suppressions) }));
  },
});
