import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import freeEmailDomains from 'free-email-domains';
import type { EmailKind } from '#contracts/playbook-facts.ts';
import type { EmailDomain } from './email-domain.ts';
import { moreFreeDomains } from './more-free-domains.ts';

const disposable = disposableEmailBlocklistSet();
const free = new Set([...freeEmailDomains, ...moreFreeDomains]);

/** Whether an address is thrown away after use, private, or a company's. Disposable first: the list of free providers holds all of those, too. */
export function emailKind({ host, registrable }: Pick<EmailDomain, 'host' | 'registrable'>): EmailKind {
  const isIn = (list: ReadonlySet<string>) => list.has(host) || list.has(registrable);
  if (isIn(disposable)) return 'disposable';

  return isIn(free) ? 'free' : 'business';
}
