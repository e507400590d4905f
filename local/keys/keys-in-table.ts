import { dynamoServerKeys, keepServerKey, revokeServerKey } from '#adapters/dynamodb/server-keys.ts';
import type { Table } from '#adapters/dynamodb/table.ts';
import { makeServerKey } from '#adapters/keyring/server-keys.ts';
import type { Keys } from './keys.ts';
import { KeysProblem } from './keys-problem.ts';

const NAME = /^[a-z][a-z0-9-]{1,39}$/;

/** The keys of other systems in a table. */
export const keysInTable = (table: Table, now: () => Date): Keys => ({
  issue: async (name) => {
    // It stands in front of the ids of what the system reports.
    if (!NAME.test(name))
      throw new KeysProblem('A name has 2 to 40 small letters, digits and hyphens, e.g. webinar-tool.');
    const { key, stored } = makeServerKey(name, now().toISOString());
    await keepServerKey(table, stored);

    return key;
  },

  list: async () => (await dynamoServerKeys(table).all()).map(({ hash: _, ...facts }) => facts),

  revoke: async (idOrName) => {
    const named = (await dynamoServerKeys(table).all()).filter(({ id, name }) => id === idOrName || name === idOrName);
    if (named.length === 0) throw new KeysProblem(`There is no key ${idOrName}.`);
    const done = await Promise.all(named.map((key) => revokeServerKey(table, key, now().toISOString())));

    return named.filter((_key, n) => done[n]).map(({ id }) => id);
  },
});
