import type { AddressFacts } from '#ports/address-facts.ts';
import { emailDomain } from './email-domain.ts';
import { emailKind } from './email-kind.ts';

/**
 * Names of mailboxes that belong to a task, not to a person: RFC 2142, and those that companies use besides. Ask for a consent there, and nobody in particular gives
 * it.
 */
const roles = new Set(
  (
    'abuse admin administrator billing buchhaltung compliance contact datenschutz einkauf finance hello help helpdesk hostmaster hr info jobs ' +
    'karriere kontakt mail mailer-daemon marketing media newsletter no-reply noc noreply office orders personal postmaster presse press privacy ' +
    'purchasing rechnung recruiting root sales security service support team verkauf vertrieb webmaster welcome zentrale'
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
