import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#domain/instant.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail } from '#domain/lead/mails.ts';
import { MailRefusedError } from '#ports/mail-refused-error.ts';
import type { Mail } from '#ports/mailer.ts';
import { aConfirmedLead, anAcceptedLead, anOffer, anOfferedLead, aScore, NOW } from '#test/support/a-lead.ts';
import { aMailGate, anAddress, somebody } from '#test/support/mail-gate.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const aSender = (send?: (mail: Mail) => Promise<void>) => aMailGate(world, send && { send });
const captured = (overrides?: Parameters<typeof somebody>[0]) => world.captured(somebody(overrides));
/** A stored lead that was welcomed already, with an address whose mailbox got nothing yet. */
const stored = (lead: Lead) =>
  world.stored({
    ...lead,
    profile: { ...lead.profile, email: { value: anAddress(), source: 'form:whitepaper', at: NOW } },
    marketed: { welcome: NOW },
  });

describe('the gate', () => {
  it('sends the opt-in mail once, and then has nothing to do', async () => {
    const { lead } = await captured();
    const { run, out } = aSender();

    expect([await run(lead.id), await run(lead.id)]).toEqual([['opt-in'], []]);
    expect(out).toHaveLength(1);
    expect(await world.lead(lead.id)).toMatchObject({ optIn: { mailWanted: false, mails: [NOW] } });
  });

  it('sends one mail for five deliveries at once', async () => {
    const { lead } = await captured();
    const { run, out } = aSender();
    await Promise.all(Array.from({ length: 5 }, () => run(lead.id)));

    expect(out).toHaveLength(1);
  });

  it('sends nothing that is not wanted, and nothing for a lead that is gone', async () => {
    const { id } = await stored(aConfirmedLead());
    const { run, out } = aSender();

    expect([await run(id), await run('01KARWK2V00000000000000000')]).toEqual([[], []]);
    expect(out).toEqual([]);
  });

  it('leaves a mail alone that another is sending, until that claim has run out: then it goes out again', async () => {
    const { lead } = await captured();
    // Whoever claimed it crashed after the send and before the record.
    await world.leads.save(claimMail(lead, 'opt-in', world.clock()));
    const { run, out } = aSender();

    world.wait(MINUTE - SECOND);
    expect(await run(lead.id)).toEqual([]);
    world.wait(SECOND);
    expect(await run(lead.id)).toEqual(['opt-in']);
    expect(out).toHaveLength(1);
    world.setClock(NOW);
  });

  it('gives the claim back when the provider refused, so that the next attempt is free at once', async () => {
    const { lead } = await captured();
    const refusing = aSender(() => Promise.reject(new MailRefusedError('Throttling')));

    await expect(refusing.run(lead.id)).rejects.toThrow(MailRefusedError);
    expect((await world.lead(lead.id)).mailing).toBeUndefined();
    expect(await aSender().run(lead.id)).toEqual(['opt-in']);
  });

  it('gives the claim back when the mail cannot be written: nothing left', async () => {
    const { id } = await stored(anOfferedLead({ offer: anOffer({ salesperson: 'gone' }) }));

    await expect(aSender().run(id)).rejects.toThrow('no offer to somebody in the playbook');
    expect((await world.lead(id)).mailing).toBeUndefined();
  });

  it('keeps the claim when nobody knows whether the mail left', async () => {
    const { lead } = await captured();

    await expect(aSender(() => Promise.reject(new Error('timeout'))).run(lead.id)).rejects.toThrow('timeout');
    expect(await aSender().run(lead.id)).toEqual([]);
    expect((await world.lead(lead.id)).optIn.mailWanted).toBe(true);
  });

  it('holds up no other mail when one cannot be sent', async () => {
    const { id } = await stored(anAcceptedLead({ optIn: { ...anAcceptedLead().optIn, mailWanted: true } }));
    const { run, out } = aSender(async ({ to }) => {
      if (to.startsWith('ada')) throw new MailRefusedError('MessageRejected');
    });

    await expect(run(id)).rejects.toThrow(MailRefusedError);
    expect(out.map(({ to }) => to)).toEqual(['anna.lindqvist@flusswerk.example']);
  });

  it('sends as well what became due while it was sending: who was woken for that was turned away by its claim', async () => {
    const { lead } = await captured();
    const { run, out } = aSender(async () => {
      if (out.length > 0) return;
      const now = await world.lead(lead.id);
      const { id, addressHash, optIn } = now;
      const accepted = { ...anAcceptedLead(), id, addressHash, optIn, ledger: now.ledger };
      const mailing = now.mailing === undefined ? {} : { mailing: now.mailing };
      await world.leads.save({
        before: now,
        lead: { ...accepted, ...mailing, version: now.version + 1 },
        events: [],
        entries: [],
      });
    });

    expect(await run(lead.id)).toEqual(['opt-in', 'accepted']);
  });
});

describe('the mails', () => {
  const hostile = 'Eve <script>{{env}}</script> https://evil.example';
  const fields = { firstName: hostile, company: hostile, jobTitle: hostile };
  const theOnly = (out: Mail[]): Mail => {
    const [mail] = out;
    if (mail === undefined || out.length !== 1) throw new Error(`${out.length} mails`);
    return mail;
  };

  it.each(['de', 'en'] as const)(
    'an opt-in mail (%s) is plain and holds nothing that the submitter typed',
    async (locale) => {
      const { lead } = await captured({ fields, locale });
      const { run, out } = aSender();
      await run(lead.id);
      const { to, subject, text, html } = theOnly(out);
      const token = await world.links.token('confirm', lead.id, lead.optIn.requestId);

      expect(to).toBe(lead.profile.email?.value);
      expect(text).toContain(`https://leads.example.com/confirm/${token}`);
      expect(html).not.toMatch(/<img|<script|src=/i);
      expect(`${subject}${text}${html}`).not.toMatch(/Eve|evil|\{\{|Ada/);
    },
  );

  it.each([
    ['offer', anOfferedLead],
    ['offer-reminder', () => anOfferedLead({ offer: anOffer({ remindedAt: NOW, mailed: ['offer'] }) })],
  ] as const)('the %s mail says how to answer and by when, not who the lead is', async (_mail, lead) => {
    const { id, offer } = await stored({ ...lead(), score: aScore() });
    const { run, out } = aSender();
    await run(id);
    const { to, text, html } = theOnly(out);

    expect(to).toBe('anna.lindqvist@flusswerk.example');
    expect(text).toContain(`https://leads.example.com/offers/${await world.links.token('offer', id, offer?.id ?? '')}`);
    expect(text).toMatch(/23\. November.*14:30/);
    expect(`${text}${html}`).not.toMatch(/ada\d*@|\bAda\b/);
  });

  it('the mail to who accepted says how to reach the lead, and by which channel one may', async () => {
    const { id, profile } = await stored(anAcceptedLead());
    const { run, out } = aSender();
    await run(id);

    expect(theOnly(out).text).toContain(profile.email?.value);
    expect(theOnly(out).text).toMatch(/E-Mail: eingewilligt/);
    expect(theOnly(out).text).toMatch(/Telefon: nicht eingewilligt/);
  });

  it('what somebody typed is escaped in the mail to sales, and interpreted nowhere', async () => {
    const profile = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, { value, source: 'form:whitepaper', at: NOW }]),
    );
    const { id } = await stored(anAcceptedLead({ profile }));
    const { run, out } = aSender();
    await run(id);

    expect(theOnly(out).html).not.toContain('<script>');
    expect(theOnly(out).html).toContain('&lt;script&gt;{{env}}');
  });
});
