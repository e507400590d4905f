/** The lead is being erased: nothing is added to it any more. Its address is free for a new one. */
export class BeingErasedError extends Error {
  override readonly name = 'BeingErasedError';
  readonly leadId: string;

  constructor(leadId: string) {
    super(`Lead ${leadId} is being erased`);
    this.leadId = leadId;
  }
}
