import { isUnchanged } from '#domain/lead/change.ts';
import { claimMail, releaseMail } from '#domain/lead/mails.ts';
import type { OfferMail } from '#domain/lead/offer.ts';
import type { Clock } from '#ports/world.ts';
import type { Pass } from './pass.ts';

/** Mail to our own people: nothing holds it back. */
export const salesPass = (clock: Clock, mail: OfferMail): Pass<never> => ({
  claim: async (lead) => {
    const change = claimMail(lead, mail, clock());

    return { change, alongside: {}, outcome: isUnchanged(change) ? 'not wanted' : 'claimed' };
  },
  obstacle: async () => undefined,
  takeBack: async (lead) => ({ change: releaseMail(lead, clock()), alongside: {} }),
});
