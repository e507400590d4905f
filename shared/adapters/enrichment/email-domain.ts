import { domainToASCII } from 'node:url';
import { parse } from 'tldts';

export interface EmailDomain {
  /** The host after the @, in ASCII (`xn--…` for umlauts) and lower case. */
  readonly host: string;
  /** What somebody registered: `acme.co.uk` of `mail.acme.co.uk`. By the Public Suffix List, its private part included. */
  readonly registrable: string;
  /** The last label where it is a top-level domain there is, otherwise undefined. */
  readonly topLevel: string | undefined;
}

/** The domain of an e-mail address; undefined for addresses without one that can be registered (`a@localhost`, `a@[192.0.2.1]`). */
export function emailDomain(address: string): EmailDomain | undefined {
  const host = domainToASCII(
    address
      .slice(address.lastIndexOf('@') + 1)
      .trim()
      .toLowerCase(),
  ).replace(/\.$/, '');
  const { domain, isIp } = parse(host, { allowPrivateDomains: true, extractHostname: false });
  // A mailbox directly under a private suffix, such as a@github.io, belongs to whoever runs that suffix.
  const registrable = domain ?? parse(host, { extractHostname: false }).domain;
  if (registrable === null || isIp === true) return undefined;
  const { isIcann } = parse(host, { extractHostname: false });

  return { host, registrable, topLevel: isIcann === true ? host.slice(host.lastIndexOf('.') + 1) : undefined };
}
