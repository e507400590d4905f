/** The confirmation link leads to a request that no longer counts. */
export class OptInOverError extends Error {
  override readonly name = 'OptInOverError';
  readonly leadId: string;

  constructor(leadId: string) {
    super(`The opt-in request of lead ${leadId} is over`);
    this.leadId = leadId;
  }
}
