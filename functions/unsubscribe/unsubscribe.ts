import { changeLead } from '#app/change-lead.ts';
import type { Privacy } from '#contracts/playbook-privacy.ts';
import type { Sha256, Viewer } from '#domain/consent/ledger.ts';
import { recordedViewer } from '#domain/consent/viewer-address.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import type { Links } from '#ports/links.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly leads: Leads;
  readonly links: Links;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly privacy: Pick<Privacy, 'viewerAddress' | 'retention'>;
}

/** By the mail client's own button (RFC 8058), or by ours. */
export type UnsubscribeMethod = 'one-click' | 'unsubscribe-page';

export interface Unsubscribe {
  /** The lead behind the link, as far as anything is left of it; changes nothing. */
  look(token: string): Promise<Lead | undefined>;
  /** Ends every consent to e-mail. `changed` is false when there was nothing left to end; that is no fault. */
  press(token: string, method: UnsubscribeMethod, viewer: Viewer): Promise<{ leadId: string; changed: boolean }>;
}

/** The unsubscribe link of a mail. It never expires. Throws UnknownLinkError for what we did not make; a lead that is gone is unsubscribed already. */
export function unsubscribe({ leads, links, clock, sha256, privacy }: World): Unsubscribe {
  return {
    look: async (token) => leads.get((await links.open('unsubscribe', token)).leadId),

    press: async (token, method, viewer) => {
      const { leadId } = await links.open('unsubscribe', token);
      const withdrawal = {
        method,
        viewer: recordedViewer(viewer, privacy.viewerAddress),
        keepFor: privacy.retention.withdrawn,
        only: ({ channel }: { channel: string }) => channel === 'email',
      };
      try {
        const change = await changeLead(leads, leadId, (lead) => withdraw(lead, withdrawal, clock(), sha256));
        return { leadId, changed: !isUnchanged(change) };
      } catch (error) {
        if (error instanceof LeadNotFoundError) return { leadId, changed: false };
        throw error;
      }
    },
  };
}
