import { changeLead } from '#app/change-lead.ts';
import type { ViewerAddress } from '#contracts/playbook-privacy.ts';
import { mayUse } from '#domain/consent/consents.ts';
import type { Sha256, Viewer } from '#domain/consent/ledger.ts';
import { recordedViewer } from '#domain/consent/viewer-address.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { confirm, isConfirmed } from '#domain/lead/confirm.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { isLive } from '#domain/lead/opt-in.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import type { Links } from '#ports/links.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly leads: Leads;
  readonly links: Links;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** How much of the viewer's address the ledger keeps. */
  readonly viewerAddress: ViewerAddress;
}

/** What a confirmation link leads to. `trackToken` only with a confirmed consent to tracking. */
export interface Standing {
  readonly state: 'open' | 'confirmed' | 'already-confirmed' | 'over';
  readonly lead: Lead;
  readonly trackToken?: string;
}

export interface OptInLinks {
  /** What the link leads to; changes nothing. */
  look(token: string): Promise<Standing>;
  /** Confirms the request behind the link. Again: already confirmed. */
  press(token: string, viewer: Viewer): Promise<Standing>;
}

/** The confirmation link of an opt-in mail. Throws UnknownLinkError or LeadNotFoundError for what leads nowhere, OptInOverError for a request that is over. */
export function optInLinks({ leads, links, clock, sha256, viewerAddress }: World): OptInLinks {
  return {
    look: async (token) => {
      const { leadId, request } = await links.open('confirm', token);
      const lead = await leads.get(leadId);
      if (lead === undefined) throw new LeadNotFoundError(leadId);
      if (isConfirmed(lead, request)) return standing('already-confirmed', lead);

      return { state: isLive(lead.optIn, request, clock()) ? 'open' : 'over', lead };
    },

    press: async (token, viewer) => {
      const { leadId, request } = await links.open('confirm', token);
      const change = await changeLead(leads, leadId, (lead) =>
        confirm(lead, { requestId: request, viewer: recordedViewer(viewer, viewerAddress) }, clock(), sha256),
      );

      return standing(isUnchanged(change) ? 'already-confirmed' : 'confirmed', change.lead);
    },
  };

  async function standing(state: Standing['state'], lead: Lead): Promise<Standing> {
    if (!mayUse(lead.consents, 'tracking')) return { state, lead };

    return { state, lead, trackToken: await links.token('track', lead.id, 'site') };
  }
}
