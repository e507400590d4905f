import { changeLead } from '#app/change-lead.ts';
import type { Privacy } from '#contracts/playbook-privacy.ts';
import { canonicalAddress } from '#domain/consent/canonical-address.ts';
import type { Sha256, Viewer } from '#domain/consent/ledger.ts';
import { recordedViewer } from '#domain/consent/viewer-address.ts';
import type { Instant } from '#domain/instant.ts';
import type { Change } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { timersOf } from '#domain/lead/timers.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import type { Links } from '#ports/links.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly leads: Leads;
  readonly links: Links;
  readonly hashes: KeyedHashes;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly privacy: Pick<Privacy, 'viewerAddress' | 'retention'>;
}

/** What the owner of an address is told who never asked for anything. `gone`: nothing is left of the request, and so no address to block. */
export interface NotMeStanding {
  readonly state: 'open' | 'blocked' | 'gone';
  readonly leadId: string;
  readonly lead?: Lead;
  /** When what was entered is erased at the latest. */
  readonly erasedBy?: Instant;
}

export interface NotMe {
  /** What the link leads to; changes nothing. */
  look(token: string): Promise<NotMeStanding>;
  /** Withdraws everything and blocks the address, in whatever way it is spelled. Again: nothing more. */
  press(token: string, viewer: Viewer): Promise<NotMeStanding>;
}

/** The link "I did not ask for this" of an opt-in mail. It never expires. Throws UnknownLinkError for what we did not make. */
export function notMe({ leads, links, hashes, clock, sha256, privacy }: World): NotMe {
  return {
    look: async (token) => {
      const { leadId } = await links.open('not-me', token);
      const lead = await leads.get(leadId);

      return lead === undefined || lead.erasure !== undefined
        ? { state: 'gone', leadId }
        : { state: 'open', leadId, lead };
    },

    press: async (token, viewer) => {
      const { leadId } = await links.open('not-me', token);
      const seen = recordedViewer(viewer, privacy.viewerAddress);
      try {
        const { lead } = await changeLead(leads, leadId, (lead) => block(lead, seen));
        return blocked(lead);
      } catch (error) {
        if (error instanceof LeadNotFoundError) return { state: 'gone', leadId };
        throw error;
      }
    },
  };

  async function block(lead: Lead, viewer: Viewer): Promise<Change> {
    const now = clock();
    const ended = withdraw(lead, { method: 'not-me', viewer, keepFor: privacy.retention.withdrawn }, now, sha256);
    if (ended.suppressions === undefined) return ended;
    const mailbox = await hashes.address(canonicalAddress(String(lead.profile.email?.value)));
    const entry = { hash: mailbox, reason: 'not-me' as const, at: now, leadId: lead.id };

    return { ...ended, suppressions: [...ended.suppressions, entry] };
  }
}

function blocked(lead: Lead): NotMeStanding {
  const retention = timersOf(lead).find(({ name }) => name === 'retention');

  return { state: 'blocked', leadId: lead.id, lead, ...(retention && { erasedBy: retention.at }) };
}
