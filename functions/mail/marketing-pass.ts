import { forbids } from '#domain/consent/forbids.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { holdMarketing } from '#domain/lead/hold-mail.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail, type HeldMarketing, type MarketingMail, releaseMail } from '#domain/lead/mails.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import type { Mailings } from '#ports/mailing.ts';
import type { Suppressions } from '#ports/suppressions.ts';
import type { Clock } from '#ports/world.ts';
import type { Pass } from './pass.ts';
import { mailboxHash, standingOf } from './standing.ts';

export interface MarketingWorld {
  readonly suppressions: Suppressions;
  readonly mailings: Pick<Mailings, 'get'>;
  readonly hashes: Pick<KeyedHashes, 'address'>;
  readonly clock: Clock;
}

type By = HeldMarketing['by'];

/**
 * Marketing mail: the claim is saved on a lead with a confirmed consent (`wantedMails`) and counts as sent from then on. Before it and after it the suppression list
 * and the pause of all marketing mail are read: before, so that a long pause costs a waiting lead no writes; after, so that nothing can have come in between.
 * What is suppressed is given up, what is paused waits.
 */
export function marketingPass(
  { suppressions, mailings, hashes, clock }: MarketingWorld,
  mail: MarketingMail,
): Pass<By> {
  return {
    claim: async (lead) => {
      const change = claimMail(lead, mail, clock());
      if (isUnchanged(change)) return { change, alongside: {}, outcome: 'not wanted' };
      const heldBy = await obstacle(lead);
      if (heldBy === undefined) return { change, alongside: {}, outcome: 'claimed' };

      return { ...held(lead, heldBy), outcome: 'held', heldBy };
    },
    obstacle,
    takeBack: async (lead, heldBy) =>
      heldBy === undefined ? { change: releaseMail(lead, clock()), alongside: {} } : held(lead, heldBy),
  };

  function held(lead: Lead, by: By) {
    return { change: holdMarketing(lead, mail, by, clock()), alongside: {} };
  }

  async function obstacle(lead: Lead): Promise<By | undefined> {
    const standing = await standingOf(suppressions, lead, await mailboxHash(hashes, lead));
    if (forbids(standing, 'marketing')) return 'suppressed';

    return (await mailings.get()).paused === undefined ? undefined : 'paused';
  }
}
