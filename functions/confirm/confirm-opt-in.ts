import { changeLead } from '#app/change-lead.ts';
import { inOrder } from '#app/channel-names.ts';
import type { ViewerAddress } from '#contracts/playbook-privacy.ts';
import { type ConsentState, consentKeyOf, mayUse } from '#domain/consent/consents.ts';
import type { Sha256, Viewer } from '#domain/consent/ledger.ts';
import { recordedViewer } from '#domain/consent/viewer-address.ts';
import { type Wording, wordingsOf } from '#domain/consent/wordings.ts';
import { isUnchanged, unchanged } from '#domain/lead/change.ts';
import { confirm, isConfirmed, outstandingConsents } from '#domain/lead/confirm.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { isLive } from '#domain/lead/opt-in.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import type { LedgerEntry, Ledgers } from '#ports/ledgers.ts';
import type { Links } from '#ports/links.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly leads: Leads;
  readonly ledgers: Ledgers;
  readonly links: Links;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** How much of the viewer's address the ledger keeps. */
  readonly viewerAddress: ViewerAddress;
}

/** A consent that the button confirms, in the words that stood beside its box. */
export interface Asked extends ConsentState {
  readonly wording: Wording;
}

/** What a confirmation link leads to. */
export type Standing =
  | {
      readonly state: 'open';
      readonly lead: Lead;
      readonly asked: readonly Asked[];
      /** The button was pressed on a page that did not show all of this. */
      readonly pressedTooEarly?: true;
    }
  | { readonly state: 'over'; readonly lead: Lead }
  | {
      readonly state: 'confirmed' | 'already-confirmed';
      readonly lead: Lead;
      /** Only with a confirmed consent to tracking. */
      readonly trackToken?: string;
      /** Only for whoever pressed just now: the link in the mail must not open everything for ever. */
      readonly preferencesToken?: string;
    };

/** The consents of one form are among the newest entries: a form has few, and only mails come after them. */
const NEWEST = 40;

export interface OptInLinks {
  /** What the link leads to; changes nothing. */
  look(token: string): Promise<Standing>;
  /**
   * Confirms the request behind the link. Again: already confirmed. `shown` is what the pressed page asked for (`shownOn`): what a later submission added, by
   * whomever, is not confirmed unseen. Left out: whoever presses did not see a page.
   */
  press(token: string, viewer: Viewer, shown?: string): Promise<Standing>;
}

/** The confirmation link of an opt-in mail. Throws UnknownLinkError or LeadNotFoundError for what leads nowhere, OptInOverError for a request that is over. */
export function optInLinks({ leads, ledgers, links, clock, sha256, viewerAddress }: World): OptInLinks {
  return {
    look: async (token) => {
      const { leadId, request } = await links.open('confirm', token);
      const lead = await leads.get(leadId);
      if (lead === undefined) throw new LeadNotFoundError(leadId);
      if (isConfirmed(lead, request)) return { state: 'already-confirmed', lead, ...(await tracking(lead)) };
      if (!isLive(lead.optIn, request, clock())) return { state: 'over', lead };

      return { state: 'open', lead, asked: await asked(lead) };
    },

    press: async (token, viewer, shown) => {
      const { leadId, request } = await links.open('confirm', token);
      const evidence = { requestId: request, viewer: recordedViewer(viewer, viewerAddress) };
      const sees = (lead: Lead) => shown === undefined || !isLive(lead.optIn, request, clock()) || sawAll(lead, shown);
      const change = await changeLead(leads, leadId, (lead) =>
        sees(lead) ? confirm(lead, evidence, clock(), sha256) : unchanged(lead),
      );
      if (!sees(change.before ?? change.lead))
        return { state: 'open', lead: change.lead, asked: await asked(change.lead), pressedTooEarly: true };

      const told = { lead: change.lead, ...(await tracking(change.lead)) };
      if (isUnchanged(change)) return { state: 'already-confirmed', ...told };

      return { state: 'confirmed', ...told, preferencesToken: await links.token('preferences', leadId, 'lead') };
    },
  };

  async function tracking({ id, consents }: Lead): Promise<{ trackToken?: string }> {
    return mayUse(consents, 'tracking') ? { trackToken: await links.token('track', id, 'site') } : {};
  }

  /** What the form said then, not what the playbook says now: the words come from the proof itself. */
  async function asked(lead: Lead): Promise<Asked[]> {
    const newest = told(lead, await ledgers.newest(lead.addressHash, NEWEST));

    return newest.length === outstandingConsents(lead).length ? newest : told(lead, await ledgers.of(lead.addressHash));
  }
}

/** Names the consents that a page asks for: which, and of which submission. */
export const shownOn = (asked: readonly ConsentState[]): string =>
  asked.map((consent) => `${consentKeyOf(consent)}@${consent.at}`).join(' ');

function sawAll(lead: Lead, shown: string): boolean {
  const seen = new Set(shown.split(' '));

  return outstandingConsents(lead).every((consent) => seen.has(shownOn([consent])));
}

function told(lead: Lead, entries: readonly LedgerEntry[]): Asked[] {
  const wordings = wordingsOf(entries.filter(({ leadId }) => leadId === lead.id));

  return inOrder(outstandingConsents(lead)).flatMap((consent) => {
    const wording = wordings.get(consentKeyOf(consent));
    return wording === undefined ? [] : [{ ...consent, wording }];
  });
}
