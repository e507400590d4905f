import type { Privacy } from '#contracts/playbook-privacy.ts';
import { freeAt, giveBack, spend } from '#domain/consent/budget.ts';
import { forbids } from '#domain/consent/forbids.ts';
import type { Instant } from '#domain/instant.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { type Hold, holdOptInMail } from '#domain/lead/hold-mail.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail, releaseMail } from '#domain/lead/mails.ts';
import type { HeldBy } from '#domain/lead/opt-in.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import type { Budgets, Mailbox, Taken } from '#ports/budgets.ts';
import type { Suppressions } from '#ports/suppressions.ts';
import type { Clock } from '#ports/world.ts';
import { type HourlyWorld, hourlyBudgets } from './hourly-budgets.ts';
import type { Claim, Pass } from './pass.ts';
import { emailOf, mailboxHash, standingOf } from './standing.ts';

export interface OptInWorld extends HourlyWorld {
  readonly budgets: Budgets;
  readonly suppressions: Suppressions;
  readonly hashes: KeyedHashes;
  readonly policy: Privacy['addresses'];
  readonly clock: Clock;
}

/**
 * Opt-in mail (docs/adr/0041): asked for by anybody, for anybody's address. Held back for good by the playbook's policy and by a block on the suppression list, for a
 * time by the budgets, the mailbox's first. What the mailbox's budget allows is decided on a consistent read and spent by a condition in the claim's own
 * transaction: of any number of claims at once, for whatever spellings of the address, one succeeds.
 */
export function optInPass(world: OptInWorld, mail: 'opt-in' | 'opt-in-reminder'): Pass<HeldBy> {
  const { budgets, suppressions, hashes, factsOf, policy, clock } = world;
  let taken: Taken | undefined;
  let spentAt: Instant | undefined;

  return {
    claim: async (lead) => {
      const now = clock();
      const change = claimMail(lead, mail, now);
      if (isUnchanged(change)) return { change, alongside: {}, outcome: 'not wanted' };
      const room = await roomFor(lead, now);
      if ('by' in room) return held(lead, room, now);
      spentAt = now;
      const mailbox = { ...room, mails: spend(room.mails, now) };

      return { change, alongside: { mailbox }, outcome: 'claimed' };
    },

    obstacle: async (lead) => {
      const standing = await standingOf(suppressions, lead, await mailboxHash(hashes, lead));

      return forbids(standing, 'opt-in') ? 'suppressed' : undefined;
    },

    takeBack: async (lead, by) => {
      const now = clock();
      await giveHourBack();
      const { mails, ...mailbox } = await budgets.mailbox(await mailboxHash(hashes, lead));
      const change = by === undefined ? releaseMail(lead, now) : holdOptInMail(lead, { by }, now);

      return { change, alongside: { mailbox: { ...mailbox, mails: giveBack(mails, spentAt ?? now) } } };
    },
  };

  async function held(lead: Lead, hold: Hold, now: Instant): Promise<Claim<HeldBy>> {
    await giveHourBack();

    return { change: holdOptInMail(lead, hold, now), alongside: {}, outcome: 'held', heldBy: hold.by };
  }

  /** The mailbox, where there is room for one more mail, and one taken from each budget of this hour; otherwise what stands against it. */
  async function roomFor(lead: Lead, now: Instant): Promise<Hold | Mailbox> {
    const unwanted = refused(lead);
    if (unwanted !== undefined) return { by: unwanted };
    const hash = await mailboxHash(hashes, lead);
    const [mailbox, standing] = await Promise.all([budgets.mailbox(hash), standingOf(suppressions, lead, hash)]);
    if (forbids(standing, 'opt-in')) return { by: 'suppressed' };
    const until = freeAt(mailbox.mails, now);
    if (until > now) return { by: 'mailbox', until };
    if (taken === undefined) {
      const answer = await budgets.take(await hourlyBudgets(world, lead), now);
      if ('over' in answer) return { by: answer.over };
      taken = answer;
    }

    return mailbox;
  }

  function refused(lead: Lead): 'disposable' | 'role' | undefined {
    const { kind, isRole } = factsOf(emailOf(lead));
    if (kind === 'disposable' && policy.disposable === 'refuse') return 'disposable';

    return isRole && policy.role === 'refuse' ? 'role' : undefined;
  }

  async function giveHourBack(): Promise<void> {
    await taken?.giveBack();
    taken = undefined;
  }
}
