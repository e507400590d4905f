import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { macLinks } from '#adapters/keyring/links.ts';
import { renderMail } from '#adapters/mail/render.ts';
import { sha256 } from '#adapters/system/world.ts';
import { type Locale, locales, type MailName, mailNames } from '#contracts/playbook.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { composeMail } from '#functions/mail/compose-mail.ts';
import { aCapture, anAcceptedLead, anOffer, aScore, aSubmission, NOW } from '#test/support/a-lead.ts';
import { aForm, aPlaybook } from '#test/support/a-playbook.ts';

const BASE = 'https://leads.example.com';
const SITE = 'https://www.example.com';
const playbook = aPlaybook();
const key = { id: '7', secret: Buffer.from('secret') };
const links = macLinks({ first: async () => key, newest: async () => key, byId: async () => key });
const compose = composeMail({ playbook, links, baseUrl: BASE, siteUrl: SITE, renderMail, sha256 });

/** Who reads a mail, and what it may be. A new mail does not compile until this decides it. */
const kinds: Record<MailName, 'plain, nobody asked for it yet' | 'marketing' | 'to sales'> = {
  'opt-in': 'plain, nobody asked for it yet',
  'opt-in-reminder': 'plain, nobody asked for it yet',
  welcome: 'marketing',
  offer: 'to sales',
  'offer-reminder': 'to sales',
  accepted: 'to sales',
};
const all = mailNames.flatMap((mail) => locales.map((locale) => [mail, locale] as const));
const toProspects = all.filter(([mail]) => kinds[mail] !== 'to sales');
const plain = all.filter(([mail]) => kinds[mail] === 'plain, nobody asked for it yet');

const CANARY = 'zqx7canary';
/** What people have tried in forms like ours. */
const hostileValues = [
  `${CANARY}<script>alert(1)</script>`,
  `"><img src=https://evil.example/${CANARY}.gif>`,
  `{{confirmUrl}} \${process.env.PATH} {{env}} <%= ${CANARY} %>`,
  `Win money: https://evil.example/${CANARY}`,
  `[${CANARY}](javascript:alert(1))`,
  `${CANARY}\r\nBcc: victims@evil.example`,
  `\u202e${CANARY}\u0000`,
  `=HYPERLINK("https://evil.example","${CANARY}")`,
];

function aLeadWho(typed: string, locale: Locale): Lead {
  const fields = Object.fromEntries(aForm().fields.map(({ name }) => [name, typed]));
  const viewer = { ip: '203.0.113.7', userAgent: typed };
  const submission = aSubmission({
    fields: { ...fields, email: 'ada@wasserwerk.example' },
    locale,
    viewer,
    page: typed,
  });

  return {
    ...aCapture(submission).lead,
    score: aScore(),
    offer: anOffer({ status: 'accepted', mailed: [], remindedAt: NOW }),
  };
}

/** Every address in a mail: where a link leads, and what is written out. */
const addressesIn = (text: string) =>
  text.match(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\]]+|\b(?:javascript|data|mailto):\S*/gi) ?? [];

describe.each(toProspects)('the mail %s in %s', (mail, locale) => {
  it.each(hostileValues)('holds nothing that anybody typed: %j', async (typed) => {
    const { subject, text, html, headers } = await compose(aLeadWho(typed, locale), mail);
    const whole = `${subject}\n${text}\n${html}\n${JSON.stringify(headers)}`;

    expect(whole).not.toContain(CANARY);
    expect(whole).not.toMatch(/evil\.example|<script|javascript:|\$\{|\{\{|<%/i);
    expect(whole).not.toContain('ada@');
  });

  it('is the same whatever anybody typed', async () => {
    const quiet = await compose(aLeadWho('Ada', locale), mail);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (typed) => {
        expect(await compose(aLeadWho(typed, locale), mail)).toEqual(quiet);
      }),
      { numRuns: 60 },
    );
  });

  it('leads only to us and to the company’s own pages', async () => {
    const { text, html } = await compose(aLeadWho('Ada', locale), mail);
    const ours = [`${BASE}/`, `${SITE}/`, playbook.company.privacyUrl];

    expect(addressesIn(text).length).toBeGreaterThan(1);
    for (const address of [...addressesIn(text), ...addressesIn(html)])
      expect(
        ours.some((start) => address.startsWith(start)),
        address,
      ).toBe(true);
  });

  it('has the way out in its headers, unless nobody has asked for it yet', async () => {
    const { headers = {} } = await compose(aLeadWho('Ada', locale), mail);
    const hasWayOut = kinds[mail] === 'marketing';

    expect(headers['List-Unsubscribe'] ?? '').toMatch(
      hasWayOut ? /^<https:\/\/leads\.example\.com\/unsubscribe\/[\w.-]+>$/ : /^$/,
    );
    expect(headers['List-Unsubscribe-Post']).toBe(hasWayOut ? 'List-Unsubscribe=One-Click' : undefined);
  });

  it('says who sends it and what the law wants', async () => {
    const { text } = await compose(aLeadWho('Ada', locale), mail);

    for (const line of playbook.company.imprint[locale].split('\n')) expect(text).toContain(line);
  });
});

describe.each(plain)('the mail %s in %s (P7)', (mail, locale) => {
  it('is plain: no image, script, form, frame or anything that is loaded', async () => {
    const { html } = await compose(aLeadWho('Ada', locale), mail);
    const tags = new Set([...html.matchAll(/<([a-z0-9]+)/gi)].map(([, tag]) => tag?.toLowerCase()));

    expect(
      [...tags].filter(
        (tag) =>
          !['!doctype', 'html', 'head', 'meta', 'title', 'body', 'p', 'a', 'br', 'hr', 'div', 'strong', 'em'].includes(
            tag ?? '',
          ),
      ),
    ).toEqual([]);
    expect(html).not.toMatch(/\s(?:src|srcset|background|on\w+)\s*=|url\(|@import/i);
  });

  it('is the same link again, and a way to say that it was not me', async () => {
    const lead = aLeadWho('Ada', locale);
    const { text } = await compose(lead, mail);

    for (const purpose of ['confirm', 'not-me'] as const)
      expect(text).toContain(`${BASE}/${purpose}/${await links.token(purpose, lead.id, lead.optIn.requestId)}`);
  });

  it('greets nobody and promises nothing: no name, no discount', async () => {
    const { text, subject } = await compose(aLeadWho('Ada', locale), mail);
    const [words] = text.split(playbook.company.imprint[locale].split('\n')[0] ?? '');

    expect(`${subject} ${words}`).not.toMatch(/\b(?:Hallo|Liebe|Sehr geehrte|Dear|Hello|Hi)\b|%|€|gratis|free\b/i);
  });

  it('names the key of its link for the proof', async () => {
    expect((await compose(aLeadWho('Ada', locale), mail)).proof).toMatchObject({
      keyId: '7',
      locale,
      playbook: playbook.version,
    });
  });
});

describe.each(all)('any mail: %s in %s', (mail, locale) => {
  it('leaves no placeholder, breaks no header, answers no machine, and names its lead to SES', async () => {
    const lead = kinds[mail] === 'to sales' ? anAcceptedLead() : aLeadWho('Ada', locale);
    const { subject, text, html, headers, tags } = await compose(lead, mail);

    expect(`${subject}${text}${html}`).not.toMatch(/\{\{\w+\}\}/);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(headers).toMatchObject({ 'Auto-Submitted': 'auto-generated' });
    expect(tags).toEqual({ lead: lead.id, mail });
  });
});
