import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoAddressBlocks } from '#adapters/dynamodb/address-blocks.ts';
import { dynamoBudgets } from '#adapters/dynamodb/budgets.ts';
import { dynamoMailings } from '#adapters/dynamodb/mailing.ts';
import { canonicalAddress } from '#domain/consent/canonical-address.ts';
import type { SuppressionReason } from '#domain/consent/suppression.ts';
import { DAY, HOUR, MINUTE } from '#domain/instant.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { confirm } from '#domain/lead/confirm.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { settle } from '#domain/lead/settle.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { MailRefusedError } from '#ports/mail-refused-error.ts';
import type { Suppressions } from '#ports/suppressions.ts';
import { aViewer, aWithdrawal, NOW } from '#test/support/a-lead.ts';
import { aMailGate, anAddress, somebody } from '#test/support/mail-gate.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.setClock(NOW));

/** Captured with the hash that its address has. */
async function captured(email = anAddress(), overrides: Parameters<typeof somebody>[0] = {}): Promise<Lead> {
  const { lead } = await world.captured(somebody({ ...overrides, fields: { email } }));
  const change = { ...lead, addressHash: await world.hashes.address(email), version: 2 };
  await world.leads.save({ before: lead, lead: change, events: [], entries: [] });

  return change;
}

async function confirmed(email?: string): Promise<Lead> {
  const { id } = await captured(email);
  await aMailGate(world).run(id);
  const lead = await world.lead(id);
  const change = confirm(lead, { requestId: lead.optIn.requestId, viewer: aViewer }, world.clock(), world.sha256);
  await world.leads.save(change);

  return change.lead;
}

const block = async (address: string, reason: SuppressionReason) => {
  const hash = await world.hashes.address(address);
  const blocks = dynamoAddressBlocks({ client: world.table.client, name: world.table.suppressions ?? '' });
  await blocks.add([{ hash, reason, at: world.clock(), leadId: 'somebody' }]);
};
const emailOf = ({ profile }: Lead) => String(profile.email?.value);
/** Somebody blocks the address after the gate looked for the first time. */
const meanwhile = (address: string, reason: SuppressionReason): Suppressions => {
  let reads = 0;
  return {
    of: async (hashes) => {
      if (++reads === 2) await block(address, reason);
      return world.suppressions.of(hashes);
    },
  };
};
const mailboxOf = async (lead: Lead) =>
  dynamoBudgets(world.table).mailbox(await world.hashes.address(canonicalAddress(emailOf(lead))));
const settled = async (id: string) => {
  const change = settle(await world.lead(id), world.clock(), world.sha256);
  if (!isUnchanged(change)) await world.leads.save(change);
};

describe('the suppression list', () => {
  it.each(['not-me', 'complaint', 'hard-bounce', 'soft-bounces'] as const)(
    'lets no mail through to an address that is blocked (%s), says so on the lead, and spends nothing',
    async (reason) => {
      const lead = await captured();
      await block(emailOf(lead), reason);
      const { run, out } = aMailGate(world);

      expect([await run(lead.id), await run(lead.id)]).toEqual([['opt-in held by suppressed'], []]);
      expect(out).toEqual([]);
      const { optIn, mailRetry } = await world.lead(lead.id);
      expect(optIn).toMatchObject({ mailWanted: false, held: { by: 'suppressed' } });
      expect(mailRetry).toBeUndefined();
      expect((await mailboxOf(lead)).mails).toEqual([]);
    },
  );

  it.each([
    ['not-me', true],
    ['complaint', true],
    ['hard-bounce', false],
    ['soft-bounces', false],
  ] as const)('of a mailbox, %s holds for its other spellings: %s', async (reason, isHeld) => {
    const address = anAddress();
    await block(address, reason);
    const { id } = await captured(address.replace('@', '+newsletter@'));

    expect(await aMailGate(world).run(id)).toEqual([isHeld ? 'opt-in held by suppressed' : 'opt-in']);
  });

  it.each(['unsubscribed', 'erased'] as const)('lets the opt-in mail through to who is %s', async (reason) => {
    const lead = await captured();
    await block(emailOf(lead), reason);

    expect(await aMailGate(world).run(lead.id)).toEqual(['opt-in']);
  });

  it('is read once more after the claim: who was blocked in between gets nothing, and the mailbox its budget back', async () => {
    const lead = await captured();
    const { run, out } = aMailGate(world, { suppressions: meanwhile(emailOf(lead), 'complaint') });

    expect([await run(lead.id), out]).toEqual([['opt-in held by suppressed'], []]);
    expect((await world.lead(lead.id)).mailing).toBeUndefined();
    expect((await mailboxOf(lead)).mails).toEqual([]);
  });

  it.each(['unsubscribed', 'erased', 'not-me', 'complaint', 'hard-bounce', 'soft-bounces'] as const)(
    'gives a marketing mail up for who is %s, even when that came after the claim',
    async (reason) => {
      const lead = await confirmed();
      const { run, out } = aMailGate(world, { suppressions: meanwhile(emailOf(lead), reason) });

      expect([await run(lead.id), await run(lead.id)]).toEqual([['welcome held by suppressed'], []]);
      expect(out).toEqual([]);
      expect((await world.lead(lead.id)).heldMails).toMatchObject({ welcome: { by: 'suppressed' } });
    },
  );
});

describe('addresses that are no person’s', () => {
  const policy = { disposable: 'refuse', role: 'refuse' } as const;

  it.each([
    ['disposable', 'ada@mailinator.com'],
    ['role', 'info@stadtwerk.example'],
  ] as const)('get no mail where the playbook refuses them: %s', async (by, address) => {
    const { id } = await captured(address);
    const { run } = aMailGate(world, { addresses: policy });

    expect([await run(id), await run(id)]).toEqual([[`opt-in held by ${by}`], []]);
    expect((await world.lead(id)).optIn).toMatchObject({ mailWanted: false, held: { by } });
  });

  it('get theirs where it accepts them', async () => {
    const { id } = await captured('vertrieb@stadtwerk.example');

    expect(await aMailGate(world, { addresses: { ...policy, role: 'accept' } }).run(id)).toEqual(['opt-in']);
  });
});

describe('a refusal by the provider', () => {
  it('gives the mailbox its budget back: the next attempt is free at once', async () => {
    const lead = await captured();
    const refusing = aMailGate(world, { send: () => Promise.reject(new MailRefusedError('Throttling')) });

    await expect(refusing.run(lead.id)).rejects.toThrow(MailRefusedError);
    expect((await mailboxOf(lead)).mails).toEqual([]);
    expect(await aMailGate(world).run(lead.id)).toEqual(['opt-in']);
  });

  it('that is none for sure gives nothing back: the mail may have left', async () => {
    const lead = await captured();
    const failing = aMailGate(world, { send: () => Promise.reject(new Error('timeout')) });

    await expect(failing.run(lead.id)).rejects.toThrow('timeout');
    expect((await mailboxOf(lead)).mails).toHaveLength(1);
    world.wait(2 * MINUTE);
    expect(await aMailGate(world).run(lead.id)).toEqual(['opt-in held by mailbox']);
    world.wait(8 * MINUTE);
    expect(await aMailGate(world).run(lead.id)).toEqual(['opt-in']);
  });
});

describe('the proof', () => {
  it('says which mail went out, with its hash, the provider’s id and the key of its link', async () => {
    const lead = await captured(anAddress(), { locale: 'de' });
    const { run, out } = aMailGate(world);
    await run(lead.id);
    const [mail] = out;
    const entries = (await world.itemsOfAddress(lead.addressHash)).filter(({ kind }) => kind === 'mailed');

    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      requestId: lead.optIn.requestId,
      mail: {
        template: 'opt-in',
        locale: 'de',
        messageId: 'ses-1',
        keyId: '1',
        sha256: world.sha256(`${mail?.subject}\n\n${mail?.text}`),
      },
    });
    expect((await world.lead(lead.id)).ledger).toEqual({
      entries: entries[0]?.n,
      hash: entries[0]?.hash,
    });
    expect(entries[0]).toMatchObject({ previous: lead.ledger.hash, n: lead.ledger.entries + 1 });
  });
});

describe('the reminder', () => {
  /** Nobody confirmed until it fell due. */
  async function due() {
    const lead = await captured(anAddress(), { remindAfter: 3 * DAY });
    await aMailGate(world).run(lead.id);
    world.wait(3 * DAY);
    await settled(lead.id);
    return lead;
  }

  it('goes out once, with the same link', async () => {
    const lead = await due();
    const { run, out } = aMailGate(world);
    expect(await run(lead.id)).toEqual(['opt-in-reminder']);
    world.wait(DAY);
    await settled(lead.id);

    expect(await run(lead.id)).toEqual([]);
    expect(out[0]?.text).toContain(await world.links.token('confirm', lead.id, lead.optIn.requestId));
    expect((await mailboxOf(lead)).mails).toHaveLength(2);
  });

  it.each([
    [
      'who confirmed',
      (lead: Lead) => confirm(lead, { requestId: lead.optIn.requestId, viewer: aViewer }, world.clock(), world.sha256),
    ],
    [
      'who was not it',
      (lead: Lead) => withdraw(lead, { ...aWithdrawal, method: 'not-me' }, world.clock(), world.sha256),
    ],
  ])('does not go to %s', async (_who, command) => {
    const { id } = await due();
    await world.leads.save(command(await world.lead(id)));

    expect(await aMailGate(world).run(id)).not.toContain('opt-in-reminder');
  });

  it('does not go when the request has expired', async () => {
    const { id } = await due();
    world.wait(5 * DAY);

    expect(await aMailGate(world).run(id)).toEqual([]);
  });

  it('keeps to the budget of the mailbox', async () => {
    const lead = await due();
    const sibling = await captured(emailOf(lead).replace('@', '+x@'));
    expect(await aMailGate(world).run(sibling.id)).toEqual(['opt-in']);

    expect(await aMailGate(world).run(lead.id)).toEqual(['opt-in-reminder held by mailbox']);
  });

  it('does not follow on the heels of a mail that was held back until then', async () => {
    const email = anAddress();
    await aMailGate(world).run((await captured(email)).id);
    const { id } = await captured(email.replace('@', '+x@'), { remindAfter: HOUR });
    await aMailGate(world).run(id);
    world.wait(HOUR);
    await settled(id);

    expect(await aMailGate(world).run(id)).toEqual(['opt-in']);
    world.wait(DAY);
    expect(await aMailGate(world).run(id)).toEqual([]);
  });
});

describe('the welcome', () => {
  it('goes to who confirmed, once, with the way out in its headers (RFC 8058)', async () => {
    const { id } = await confirmed();
    const { run, out } = aMailGate(world);

    expect([await run(id), await run(id)]).toEqual([['welcome'], []]);
    const token = await world.links.token('unsubscribe', id, 'marketing');
    expect(out[0]?.headers).toMatchObject({
      'List-Unsubscribe': `<https://leads.example.com/unsubscribe/${token}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(out[0]?.text).toContain(`/preferences/${await world.links.token('preferences', id, 'lead')}`);
  });

  it('is lost rather than repeated when nobody knows whether it left', async () => {
    const { id } = await confirmed();
    const failing = aMailGate(world, { send: () => Promise.reject(new Error('timeout')) });
    await expect(failing.run(id)).rejects.toThrow('timeout');
    world.wait(HOUR);

    expect(await aMailGate(world).run(id)).toEqual([]);
  });

  it('comes again after a refusal for sure', async () => {
    const { id } = await confirmed();
    const refusing = aMailGate(world, { send: () => Promise.reject(new MailRefusedError('Throttling')) });
    await expect(refusing.run(id)).rejects.toThrow(MailRefusedError);

    expect(await aMailGate(world).run(id)).toEqual(['welcome']);
  });

  it('is not sent days after the confirmation', async () => {
    const { id } = await confirmed();
    world.wait(2 * DAY);

    expect(await aMailGate(world).run(id)).toEqual([]);
  });

  it('waits while marketing mail is paused, and goes when somebody let it go on', async () => {
    const { id } = await confirmed();
    const { run } = aMailGate(world);
    const mailings = dynamoMailings(world.table);
    await mailings.save({ version: 1, paused: { because: 'complaints', since: world.clock() } });

    expect([await run(id), await run(id)]).toEqual([['welcome held by paused'], []]);
    expect((await world.lead(id)).heldMails).toMatchObject({ welcome: { by: 'paused' } });
    await mailings.save({ version: 2 });
    expect(await run(id)).toEqual(['welcome']);
    expect((await world.lead(id)).heldMails?.welcome).toBeUndefined();
  });

  it('does not go to who withdrew first', async () => {
    const lead = await confirmed();
    await world.leads.save(withdraw(lead, aWithdrawal, world.clock(), world.sha256));

    expect(await aMailGate(world).run(lead.id)).toEqual([]);
  });
});

it('tells the provider whose mail each is, so that what became of it comes back to the lead', async () => {
  const lead = await confirmed();
  const { run, out } = aMailGate(world);
  await run(lead.id);

  expect(out.map(({ tags }) => tags)).toEqual([{ lead: lead.id, mail: 'welcome' }]);
});
