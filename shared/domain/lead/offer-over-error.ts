/** The offer was answered, lapsed, or went to somebody else. */
export class OfferOverError extends Error {
  override readonly name = 'OfferOverError';
  readonly leadId: string;
  readonly offerId: string;

  constructor(leadId: string, offerId: string) {
    super(`Offer ${offerId} of lead ${leadId} is over`);
    this.leadId = leadId;
    this.offerId = offerId;
  }
}
