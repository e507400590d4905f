import { type Channel, channels, type Locale } from '#contracts/playbook.ts';
import type { ConsentRef } from '#domain/consent/consents.ts';

/** What a consent to each channel lets us do, as its giver is told. */
export const channelNames: Readonly<Record<Locale, Readonly<Record<Channel, string>>>> = {
  de: { email: 'E-Mails an Sie', phone: 'Anrufe bei Ihnen', tracking: 'Auswertung Ihrer Besuche' },
  en: { email: 'E-mails to you', phone: 'Calls to you', tracking: 'Evaluation of your visits' },
};

/** Consents as a form asks for them: e-mail first. The table keeps no order. */
export const inOrder = <T extends ConsentRef>(consents: readonly T[]): T[] =>
  consents.toSorted(
    (one, other) =>
      channels.indexOf(one.channel) - channels.indexOf(other.channel) || (one.purpose < other.purpose ? -1 : 1),
  );
