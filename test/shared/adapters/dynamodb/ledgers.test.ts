import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toItem } from '#adapters/dynamodb/items.ts';
import { ledgerEntryOf } from '#adapters/dynamodb/ledgers.ts';
import { sha256 } from '#adapters/system/world.ts';
import { append, type ConsentEntry, type Declaration } from '#domain/consent/ledger.ts';
import { entryOf } from '#ports/ledgers.ts';
import { aSubmission, aViewer, NOW, someConsents } from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const news = { channel: 'email', purpose: 'news', requestId: 'r', viewer: aViewer } as const;
const one: Record<ConsentEntry['kind'], Declaration> = {
  requested: {
    kind: 'requested',
    ...news,
    wording: { text: 'a', sha256: 'b', formId: 'f', locale: 'de', page: 'https://a.example/', privacyNotice: '1' },
  },
  mailed: {
    kind: 'mailed',
    requestId: 'r',
    mail: { template: 'opt-in', locale: 'de', playbook: 'p', sha256: 's', messageId: 'm', keyId: '1' },
  },
  delivered: { kind: 'delivered', requestId: 'r', messageId: 'm', deliveredAt: NOW },
  confirmed: { kind: 'confirmed', ...news, method: 'preferences' },
  withdrawn: { kind: 'withdrawn', channel: 'email', purpose: 'news', requestId: 'r', method: 'bounce' },
};

/** A ledger with an entry of each kind behind the one of its capture. */
async function aLedger() {
  const { lead } = await world.captured(aSubmission({ consents: someConsents('email') }));
  const { ledger, entries } = append(lead.ledger, Object.values(one), NOW, sha256);
  await world.leads.save({ before: lead, lead: { ...lead, version: 2, ledger }, events: [], entries });

  return { lead, entries };
}

describe('a ledger', () => {
  it('is read as it was written, each kind of entry, in order, with the lead it is about', async () => {
    const { lead, entries } = await aLedger();
    const read = await world.ledgers.of(lead.addressHash);

    expect(read.slice(1).map(entryOf)).toEqual(entries);
    expect(new Set(read.map(({ leadId }) => leadId))).toEqual(new Set([lead.id]));
  });

  it('can be read from its end, the oldest of the newest first', async () => {
    const { lead, entries } = await aLedger();

    expect((await world.ledgers.newest(lead.addressHash, 2)).map(entryOf)).toEqual(entries.slice(-2));
    expect(await world.ledgers.newest(lead.addressHash, 40)).toEqual(await world.ledgers.of(lead.addressHash));
  });

  it('of an address that nobody has is empty', async () => {
    expect(await world.ledgers.of('nobody')).toEqual([]);
    expect(await world.ledgers.newest('nobody', 3)).toEqual([]);
  });

  it('does not take an entry that it does not know as a whole, and says nothing of what stands in it', () => {
    const [entry] = append({ entries: 0, hash: '' }, [one.withdrawn], NOW, sha256).entries;
    const stray = toItem({ pk: 'a', sk: 'b', leadId: 'l', ...entry, secret: 'canary' });

    expect(() => ledgerEntryOf(stray)).toThrow(/secret/);
    expect(() => ledgerEntryOf(stray)).not.toThrow(/canary/);
  });
});
