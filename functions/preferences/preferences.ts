import { changeLead } from '#app/change-lead.ts';
import type { Locale, Playbook } from '#contracts/playbook.ts';
import { consentKeyOf } from '#domain/consent/consents.ts';
import type { ConsentEntry, Sha256, Viewer } from '#domain/consent/ledger.ts';
import { recordedViewer } from '#domain/consent/viewer-address.ts';
import { wasConfirmed } from '#domain/consent/wordings.ts';
import type { Activity } from '#domain/lead/activity.ts';
import { isUnchanged, unchanged } from '#domain/lead/change.ts';
import { type Erasure, requestErasure } from '#domain/lead/erasure.ts';
import { giveAgain } from '#domain/lead/give-again.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import type { Activities } from '#ports/activities.ts';
import type { Happening, LeadHistory } from '#ports/lead-history.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import { entryOf, type Ledgers } from '#ports/ledgers.ts';
import type { Links } from '#ports/links.ts';
import type { Clock, NewId } from '#ports/world.ts';
import { offeredWording } from './offered-wording.ts';

interface World {
  readonly leads: Leads;
  readonly ledgers: Ledgers;
  readonly activities: Activities;
  readonly history: LeadHistory;
  readonly links: Links;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sha256: Sha256;
  readonly playbook: Pick<Playbook, 'forms' | 'privacy'>;
  /** The page that the words stand on when a consent is given again; without the token. */
  readonly pageUrl: string;
}

/** What we hold of a lead. */
export interface Held {
  readonly lead: Lead;
  /** Its entries of the ledger. */
  readonly entries: readonly ConsentEntry[];
  readonly activities: readonly Activity[];
}

export interface WholeRecord extends Held {
  readonly history: readonly Happening[];
}

/** What was given again: which consent, in which words (their SHA-256), in which language they were shown. */
export interface Giving {
  readonly consent: string;
  readonly wording: string;
  readonly locale: Locale;
}

export interface Preferences {
  /** What we hold; changes nothing. */
  look(token: string): Promise<Held>;
  /** Everything, with what happened to the lead. */
  record(token: string): Promise<WholeRecord>;
  /** Ends one consent, by channel and purpose, or all. */
  withdraw(token: string, consent: string | undefined, viewer: Viewer): Promise<{ leadId: string; changed: boolean }>;
  /** Gives a withdrawn consent again; unchanged for one that its owner never confirmed, or in words that the playbook does not have now. */
  give(token: string, giving: Giving, viewer: Viewer): Promise<{ leadId: string; changed: boolean }>;
  /** Orders the erasure. A second press finds the first. */
  erase(token: string, viewer: Viewer): Promise<{ lead: Lead; erasure: Erasure; changed: boolean }>;
}

/**
 * The link to the preferences: whoever holds it has proven the address. It never expires; once the lead is being erased it leads nowhere. Throws
 * UnknownLinkError or LeadNotFoundError.
 */
export function preferences(world: World): Preferences {
  const { leads, ledgers, activities, history, links, clock, newId, sha256, playbook, pageUrl } = world;
  const { privacy } = playbook;
  const recorded = (viewer: Viewer) => recordedViewer(viewer, privacy.viewerAddress);

  return {
    look: async (token) => held(await opened(token)),

    record: async (token) => {
      const lead = await opened(token);
      const [known, happened] = await Promise.all([held(lead), history.of(lead.id)]);

      return { ...known, history: happened };
    },

    withdraw: async (token, consent, viewer) => {
      const { leadId } = await links.open('preferences', token);
      const only =
        consent === undefined
          ? {}
          : { only: (ref: Parameters<typeof consentKeyOf>[0]) => consentKeyOf(ref) === consent };
      const withdrawal = {
        method: 'preferences' as const,
        viewer: recorded(viewer),
        keepFor: privacy.retention.withdrawn,
        ...only,
      };
      const change = await changeLead(leads, leadId, (lead) => withdraw(known(lead), withdrawal, clock(), sha256));

      return { leadId, changed: !isUnchanged(change) };
    },

    give: async (token, giving, viewer) => {
      const { leadId } = await links.open('preferences', token);
      const requestId = newId();
      const change = await changeLead(leads, leadId, async (lead) => {
        const { consents } = known(lead);
        const consent = Object.hasOwn(consents, giving.consent) ? consents[giving.consent] : undefined;
        if (consent === undefined || !wasConfirmed(await entriesOf(lead), consent)) return unchanged(lead);
        const wording = offeredWording(playbook, lead, consent, giving.locale, sha256);
        if (wording?.sha256 !== giving.wording) return unchanged(lead);
        const given = { consent, wording: { ...wording, page: pageUrl }, viewer: recorded(viewer), requestId };

        return giveAgain(lead, given, clock(), sha256);
      });

      return { leadId, changed: !isUnchanged(change) };
    },

    erase: async (token, viewer) => {
      const { leadId } = await links.open('preferences', token);
      const order = { because: 'asked' as const, viewer: recorded(viewer) };
      const change = await changeLead(leads, leadId, (lead) => requestErasure(lead, order, clock(), sha256));
      const { lead } = change;
      if (lead.erasure?.because !== 'asked') throw new LeadNotFoundError(leadId);

      return { lead, erasure: lead.erasure, changed: !isUnchanged(change) };
    },
  };

  async function opened(token: string): Promise<Lead> {
    const { leadId } = await links.open('preferences', token);
    const lead = await leads.get(leadId);
    if (lead === undefined) throw new LeadNotFoundError(leadId);

    return known(lead);
  }

  async function held(lead: Lead): Promise<Held> {
    const [entries, done] = await Promise.all([entriesOf(lead), activities.of(lead.id)]);

    return { lead, entries, activities: done };
  }

  /** The address's ledger may begin with another lead, erased since: that is not this one's. */
  async function entriesOf({ id, addressHash }: Lead): Promise<ConsentEntry[]> {
    return (await ledgers.of(addressHash)).filter(({ leadId }) => leadId === id).map(entryOf);
  }
}

/** A lead that is being erased is nobody's any more. */
function known(lead: Lead): Lead {
  if (lead.erasure !== undefined) throw new LeadNotFoundError(lead.id);

  return lead;
}
