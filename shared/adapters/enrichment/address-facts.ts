import type { AddressFacts } from '#ports/address-facts.ts';
import { emailDomain } from './email-domain.ts';
import { emailKind } from './email-kind.ts';

/**
 * Names of mailboxes that belong to a task, not to a person: RFC 2142, and those that companies use besides. Ask for a consent there, and nobody in particular gives
 * it.
 */
const roles = new Set(
  (
    'abuse accounting accounts admin administrator all bewerbung billing buchhaltung careers compliance contact datenschutz donotreply einkauf empfang ' +
    'enquiries feedback finance ftp geschaeftsleitung hello help helpdesk hostmaster hr info invoice invoices it jobs karriere kontakt legal mail ' +
    'mailer-daemon marketing media news newsletter no-reply noc noreply office operations orders personal postmaster presse press privacy ' +
    'procurement purchasing rechnung rechnungen reception recruiting redaktion root sales secretary security sekretariat service shop support team ' +
    'usenet uucp verkauf vertrieb webmaster welcome www zentrale'
  ).split(' '),
);

/** What an address tells by itself. One without a domain that can be registered is its host's own. */
export const addressFacts: AddressFacts = (address) => {
  const [name = '', host = ''] = address.split('@');
  const domain = emailDomain(address);

  return {
    domain: domain?.registrable ?? host,
    kind: domain === undefined ? 'business' : emailKind(domain),
    isRole: roles.has(name.split('+')[0] ?? name),
  };
};
