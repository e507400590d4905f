import { inOrder } from '#app/channel-names.ts';
import type { Locale, Playbook } from '#contracts/playbook.ts';
import type { Instant } from '#domain/instant.ts';
import { explain } from '#domain/scoring/explain.ts';
import type { WholeRecord } from './preferences.ts';

/**
 * Everything we hold of somebody, as a machine reads it (Art. 15 and 20 GDPR). The ledger's entries are whole, so that their hashes can be checked. What is
 * not a person's but ours is left out: the place in the index, the outbox, the partition's name.
 */
export function recordJson(
  { lead, entries, activities, history }: WholeRecord,
  { company, scoring, version }: Pick<Playbook, 'company' | 'scoring' | 'version'>,
  locale: Locale,
  now: Instant,
): object {
  const { id, version: _version, addressHash: _hash, ledger, consents, score, offer, routing, owner, ...rest } = lead;
  const { mailing: _mailing, mailRetry: _retry, marketed, profile, optIn, ...facts } = rest;
  const { network: _network, mails, ...request } = optIn;

  return {
    about: `Everything that ${company.name} holds of you`,
    asOf: now,
    id,
    ...facts,
    profile,
    consents: inOrder(Object.values(consents)),
    optIn: request,
    mails: { confirmation: mails, ...(marketed && { marketing: marketed }) },
    ledger: { ...ledger, contents: entries },
    activities,
    ...(score && { score: { ...score, explained: explain(score, scoring, locale), rules: version } }),
    sales: { ...(owner && { owner }), ...(offer && { offer }), ...(routing && { routing }) },
    history,
  };
}
