import { changeLead } from '#app/change-lead.ts';
import type { EventType } from '#contracts/events.ts';
import type { OfferDecision } from '#contracts/offer-decision.ts';
import type { Salesperson, SqlRequirement, Team } from '#contracts/playbook.ts';
import { isDue } from '#domain/instant.ts';
import type { Change } from '#domain/lead/change.ts';
import { establishAndQualify } from '#domain/lead/establish.ts';
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
  /** What sales must have established before a lead is SQL. */
  readonly requirements: readonly SqlRequirement[];
  readonly clock: Clock;
}

/** What an offer's link leads to. */
export interface OfferStanding {
  readonly lead: Lead;
  readonly offer: Offer;
  readonly salesperson: Salesperson;
  readonly state: 'open' | 'accepted' | 'declined';
}

/** The standing after an answer, and what came of it: nothing when it had been given before. */
export interface AnsweredOffer extends OfferStanding {
  readonly happened: readonly EventType[];
}

export interface OfferLinks {
  /** What the link leads to; changes nothing. Throws OfferOverError for an offer that is over. */
  look(token: string): Promise<OfferStanding>;
  /**
   * Accepts, declines, or says what was established about an accepted lead. The same answer again comes to the same. Throws NotWithSalesError when there is
   * nothing to establish (any more), InvalidFindingsError for what the playbook does not know.
   */
  answer(token: string, answer: OfferDecision): Promise<AnsweredOffer>;
}

/** The link of an offer mail. Throws UnknownLinkError for what leads nowhere; the offer of a lead that was erased is over. */
export function offerLinks({ leads, links, team, requirements, clock }: World): OfferLinks {
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
      const change = await changeOffered(leadId, offerId, (current) => {
        // Before anything is decided: an offer to somebody who has left the team is over.
        const { salesperson } = standing(current, offerId);

        return decide(current, offerId, salesperson, answer);
      });

      return { ...standing(change.lead, offerId), happened: change.events.map(({ type }) => type) };
    },
  };

  function decide(lead: Lead, offerId: string, { id: salesperson }: Salesperson, answer: OfferDecision): Change {
    switch (answer.decision) {
      case 'accept':
        return accept(lead, offerId, clock());
      case 'decline':
        return decline(lead, offerId, answer.reason, clock());
      case 'establish':
        return establishAndQualify(lead, { salesperson, values: answer.findings }, requirements, clock());
    }
  }

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
