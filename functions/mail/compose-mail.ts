import { describeLead, describeReasons, formatInstant } from '#app/describe-lead.ts';
import type { Channel, Form, Locale, MailName, Playbook, Salesperson } from '#contracts/playbook.ts';
import { mayUse } from '#domain/consent/consents.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { isMarketing, isOptInMail } from '#domain/lead/mails.ts';
import type { Offer, OfferMail } from '#domain/lead/offer.ts';
import type { MailProof } from '#domain/lead/record-mail.ts';
import type { Links } from '#ports/links.ts';
import type { Mail } from '#ports/mailer.ts';
import { UnknownFormError } from '#ports/unknown-form-error.ts';
import type { RenderMail } from './send-mails.ts';

interface World {
  readonly playbook: Playbook;
  readonly links: Links;
  readonly baseUrl: string;
  /** Where the company's own pages are. */
  readonly siteUrl: string;
  readonly renderMail: RenderMail;
  readonly sha256: Sha256;
}

/** A mail as it is sent, and what the ledger keeps of it. */
export interface Letter extends Mail {
  readonly proof?: MailProof;
}

export type ComposeMail = (lead: Lead, mail: MailName) => Promise<Letter>;

/** Writes each mail: to whom, in which language, with which values. All links are built from our own configuration. */
export function composeMail({ playbook, links, baseUrl, siteUrl, renderMail, sha256 }: World): ComposeMail {
  const { company, forms, mails, team } = playbook;

  return async (lead, mail) => ({ ...(await written(lead, mail)), tags: { lead: lead.id, mail } });

  function written(lead: Lead, mail: MailName): Promise<Letter> {
    if (isOptInMail(mail)) return optIn(lead, mail);

    return isMarketing(mail) ? welcome(lead) : toSales(lead, mail);
  }

  /** Holds nothing that the submitter typed: anybody may enter anybody's address. */
  async function optIn(
    { id, locale, formId, optIn, profile }: Lead,
    mail: 'opt-in' | 'opt-in-reminder',
  ): Promise<Letter> {
    const token = await links.token('confirm', id, optIn.requestId);
    const values = {
      confirmUrl: `${baseUrl}/confirm/${token}`,
      notMeUrl: `${baseUrl}/not-me/${await links.token('not-me', id, optIn.requestId)}`,
      // The form's own title: ours, not the submitter's. A form that the playbook has no more must not keep the mail back.
      form: forms[formId]?.title[locale] ?? company.name,
      company: company.name,
      imprint: company.imprint[locale],
      privacyUrl: company.privacyUrl,
      expiresOn: dateOf(optIn.expiresAt, locale),
    };

    const content = renderMail(mails[mail][locale], values);
    const proof = {
      locale,
      playbook: playbook.version,
      sha256: sha256(`${content.subject}\n\n${content.text}`),
      keyId: links.keyIdOf(token),
    };

    return { to: text(profile.email?.value), ...content, headers, proof };
  }

  /** What was asked for, to who confirmed; marketing, and so with the way out (RFC 8058, RFC 2369). */
  async function welcome({ id, locale, formId, profile }: Lead): Promise<Mail> {
    const { reward } = formOf(formId);
    const unsubscribeUrl = `${baseUrl}/unsubscribe/${await links.token('unsubscribe', id, 'marketing')}`;
    const values = {
      reward: reward.label[locale],
      rewardUrl: new URL(reward.url[locale], siteUrl).href,
      preferencesUrl: `${baseUrl}/preferences/${await links.token('preferences', id, 'lead')}`,
      unsubscribeUrl,
      company: company.name,
      imprint: company.imprint[locale],
      privacyUrl: company.privacyUrl,
    };
    const listHeaders = {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    };

    return {
      to: text(profile.email?.value),
      ...renderMail(mails.welcome[locale], values),
      headers: { ...headers, ...listHeaders },
    };
  }

  function formOf(formId: string): Form {
    const form = forms[formId];
    if (form === undefined) throw new UnknownFormError();

    return form;
  }

  async function toSales(lead: Lead, mail: OfferMail): Promise<Mail> {
    const { offer, salesperson } = offerOf(lead);
    const { locale } = salesperson;
    const token = await links.token('offer', lead.id, offer.id);
    const common = { salesperson: salesperson.name, company: company.name };
    const offerUrl = `${baseUrl}/offers/${token}`;
    const deadline = { offerUrl, acceptBy: formatInstant(offer.acceptBy, salesperson) };
    const lines = {
      facts: describeLead(lead, playbook, locale, 'salesperson')
        .map(({ label, value }) => `${label}: ${value}`)
        .join('\n'),
      reasons: describeReasons(lead, playbook, locale)
        .map(({ label, points }) => `${signed(points, locale)} ${label}`)
        .join('\n'),
    };
    const values = {
      offer: { ...common, ...deadline, ...lines },
      'offer-reminder': { ...common, ...deadline },
      accepted: { ...common, offerUrl, ...lines, ...contact(lead), consents: consentLines(lead, locale) },
    }[mail];

    return { to: salesperson.email, ...renderMail(mails[mail][locale], values), headers };
  }

  function offerOf({ id, offer }: Lead): { offer: Offer; salesperson: Salesperson } {
    const salesperson = team.people.find((person) => person.id === offer?.salesperson);
    if (offer === undefined || salesperson === undefined)
      throw new Error(`Lead ${id} has no offer to somebody in the playbook`);

    return { offer, salesperson };
  }
}

/** Keeps out-of-office notes from answering (RFC 3834). */
const headers = { 'Auto-Submitted': 'auto-generated' };

const text = (value: string | number | boolean | undefined): string => (value === undefined ? '–' : String(value));

const contact = ({ profile }: Lead) => ({
  name: [profile.firstName?.value, profile.lastName?.value].filter((part) => part !== undefined).join(' ') || '–',
  email: text(profile.email?.value),
  phone: text(profile.phone?.value),
  leadCompany: text(profile.company?.value),
  jobTitle: text(profile.jobTitle?.value),
});

const channelNames: Record<Locale, Record<Channel, string>> = {
  de: { email: 'E-Mail', phone: 'Telefon', tracking: 'Auswertung der Besuche' },
  en: { email: 'E-mail', phone: 'Phone', tracking: 'Evaluation of visits' },
};
const standing: Record<Locale, { yes: string; no: string }> = {
  de: { yes: 'eingewilligt', no: 'nicht eingewilligt, bitte nicht nutzen' },
  en: { yes: 'consented', no: 'no consent, please do not use' },
};

/** Which channels sales may use. An opt-in by mail proves nothing for phone calls. */
const consentLines = ({ consents }: Lead, locale: Locale): string =>
  (['email', 'phone'] as const)
    .map((channel) => `${channelNames[locale][channel]}: ${standing[locale][mayUse(consents, channel) ? 'yes' : 'no']}`)
    .join('\n');

const dateOf = (instant: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(
    new Date(instant),
  );

const signed = (points: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { signDisplay: 'always', maximumFractionDigits: 1 }).format(points);
