import { forbids } from '#domain/consent/forbids.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { holdMarketing } from '#domain/lead/hold-mail.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail, type HeldMarketing, type MarketingMail, mayMarket, releaseMail } from '#domain/lead/mails.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import type { Leads } from '#ports/leads.ts';
import type { Mailings } from '#ports/mailing.ts';
import type { Suppressions } from '#ports/suppressions.ts';
import type { Clock } from '#ports/world.ts';
import type { Pass } from './pass.ts';
import { mailboxHash, standingOf } from './standing.ts';

export interface MarketingWorld {
  readonly leads: Pick<Leads, 'get'>;
  readonly suppressions: Suppressions;
  readonly mailings: Pick<Mailings, 'get'>;
  readonly hashes: Pick<KeyedHashes, 'address'>;
  readonly clock: Clock;
}

type By = HeldMarketing['by'];

/**
 * Marketing mail: the claim is saved on a lead with a confirmed consent (`wantedMails`) and counts as sent from then on. Before and after it the suppression list
 * and the pause of all marketing mail are read: before, so that a long pause costs a waiting lead no writes; after, together with the consent itself, so that
 * nothing that was acknowledged by then is passed over. What is suppressed or withdrawn is given up, what is paused waits.
 */
export function marketingPass(
  { leads, suppressions, mailings, hashes, clock }: MarketingWorld,
  mail: MarketingMail,
): Pass<By> {
  return {
    claim: async (lead) => {
      const change = claimMail(lead, mail, clock());
      if (isUnchanged(change)) return { change, alongside: {}, outcome: 'not wanted' };
      const heldBy = await listed(lead);
      if (heldBy === undefined) return { change, alongside: {}, outcome: 'claimed' };

      return { ...held(lead, heldBy), outcome: 'held', heldBy };
    },
    obstacle: async ({ id }) => {
      const lead = await leads.get(id);

      return lead !== undefined && mayMarket(lead) ? listed(lead) : 'suppressed';
    },
    takeBack: async (lead, heldBy) =>
      heldBy === undefined ? { change: releaseMail(lead, clock()), alongside: {} } : held(lead, heldBy),
  };

  function held(lead: Lead, by: By) {
    return { change: holdMarketing(lead, mail, by, clock()), alongside: {} };
  }

  async function listed(lead: Lead): Promise<By | undefined> {
    const standing = await standingOf(suppressions, lead, await mailboxHash(hashes, lead));
    if (forbids(standing, 'marketing')) return 'suppressed';

    return (await mailings.get()).paused === undefined ? undefined : 'paused';
  }
}
