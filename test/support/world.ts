import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { fromItem, type Item } from '#adapters/dynamodb/items.ts';
import { dynamoKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { dynamoLedgers } from '#adapters/dynamodb/ledgers.ts';
import { dynamoSuppressions } from '#adapters/dynamodb/suppressions.ts';
import { addressKey, leadKey } from '#adapters/dynamodb/table.ts';
import { keyedHashes } from '#adapters/keyring/keyed-hashes.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { after, type Instant } from '#domain/instant.ts';
import type { Change } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { aCapture, aSubmission, NOW } from './a-lead.ts';
import { aPlaybook } from './a-playbook.ts';
import { startTestTable } from './dynamodb.ts';

export type World = Awaited<ReturnType<typeof startWorld>>;

/** The real table on the emulator with the adapters around it, and a clock that moves when told to. */
export async function startWorld() {
  const { client, tableName, suppressions: list, stop } = await startTestTable();
  const table = { client, name: tableName, suppressions: list };
  const { privacy } = aPlaybook();
  let now = NOW;
  const clock = () => now;
  const leads = dynamoLeads(table, clock);

  return {
    table,
    leads,
    ledgers: dynamoLedgers(table),
    clock,
    sha256,
    privacy,
    viewerAddress: privacy.viewerAddress,
    suppressions: dynamoSuppressions({ client, name: list }),
    newId: newUlid,
    hashes: keyedHashes(keyring(dynamoKeys(table), 'address')),
    links: macLinks(keyring(dynamoKeys(table), 'link')),
    /** Nobody has to show work. */
    demandProof: async () => undefined,
    stop,
    setClock: (to: Instant) => {
      now = to;
    },
    wait: (ms: number) => {
      now = after(now, ms);
    },
    /** Saves a new lead as it was captured. */
    async captured(submission = aSubmission()): Promise<Change> {
      const id = newUlid();
      const change = aCapture(submission, id);
      await leads.create(change);
      return change;
    },
    /** Saves a lead in any standing under an id and an address of its own; the change from its capture to there has no events. */
    async stored(lead: Lead): Promise<Lead> {
      const id = newUlid();
      const captured = aCapture(aSubmission(), id);
      await leads.create(captured);
      const there = { ...lead, id, addressHash: captured.lead.addressHash, version: 2 };
      await leads.save({ before: captured.lead, lead: there, events: [], entries: [] });
      return there;
    },
    async lead(id: string): Promise<Lead> {
      const lead = await leads.get(id);
      if (lead === undefined) throw new Error(`No lead ${id}`);
      return lead;
    },
    /** All items of a lead, or of an address (by its hash), in their order. */
    itemsOf: (id: string) => items(leadKey(id)),
    itemsOfAddress: (hash: string) => items(addressKey(hash)),
  };

  async function items(pk: string): Promise<Record<string, unknown>[]> {
    const { Items: found = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ConsistentRead: true,
      }),
    );
    return found.map((item) => fromItem(item as Item) as Record<string, unknown>);
  }
}
