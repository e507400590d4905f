import { changeLead } from '#app/change-lead.ts';
import type { Salesperson, Team } from '#contracts/playbook.ts';
import { isDue } from '#domain/instant.ts';
import type { Change } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { Offer } from '#domain/lead/offer.ts';
import { OfferOverError } from '#domain/lead/offer-over-error.ts';
import { accept, decline } from '#domain/lead/offers.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import type { Links } from '#ports/links.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly leads: Leads;
  readonly links: Links;
  readonly team: Team;
  readonly clock: Clock;
}

/** What an offer's link leads to. */
export interface OfferStanding {
  readonly lead: Lead;
  readonly offer: Offer;
  readonly salesperson: Salesperson;
  readonly state: 'open' | 'accepted' | 'declined';
}

export type OfferAnswer = { readonly decision: 'accept' } | { readonly decision: 'decline'; readonly reason: string };

export interface OfferLinks {
  /** What the link leads to; changes nothing. Throws OfferOverError for an offer that is over. */
  look(token: string): Promise<OfferStanding>;
  /** Accepts or declines. The same answer again comes to the same. */
  answer(token: string, answer: OfferAnswer): Promise<OfferStanding>;
}

/** The link of an offer mail. Throws UnknownLinkError for what leads nowhere; the offer of a lead that was erased is over. */
export function offerLinks({ leads, links, team, clock }: World): OfferLinks {
  return {
    look: async (token) => {
      const { leadId, request: offerId } = await links.open('offer', token);
      const lead = await leads.get(leadId);
      // It was erased: nobody has it any more.
      if (lead === undefined) throw new OfferOverError(leadId, offerId);
      if (lead.offer?.status === 'open' && isDue(lead.offer.acceptBy, clock()))
        throw new OfferOverError(leadId, offerId);

      return standing(lead, offerId);
    },

    answer: async (token, answer) => {
      const { leadId, request: offerId } = await links.open('offer', token);
      const { lead } = await changeOffered(leadId, offerId, (current) => {
        // Before anything is decided: an offer to somebody who has left the team is over.
        standing(current, offerId);

        return answer.decision === 'accept'
          ? accept(current, offerId, clock())
          : decline(current, offerId, answer.reason, clock());
      });

      return standing(lead, offerId);
    },
  };

  async function changeOffered(leadId: string, offerId: string, decide: (lead: Lead) => Change): Promise<Change> {
    try {
      return await changeLead(leads, leadId, decide);
    } catch (error) {
      throw error instanceof LeadNotFoundError ? new OfferOverError(leadId, offerId) : error;
    }
  }

  function standing(lead: Lead, offerId: string): OfferStanding {
    const { offer } = lead;
    const salesperson = team.people.find(({ id }) => id === offer?.salesperson);
    if (offer === undefined || offer.id !== offerId || offer.status === 'lapsed' || salesperson === undefined) {
      throw new OfferOverError(lead.id, offerId);
    }

    return { lead, offer, salesperson, state: offer.status };
  }
}
