/** No such lead, or it was erased. */
export class LeadNotFoundError extends Error {
  override readonly name = 'LeadNotFoundError';
  readonly leadId: string;

  constructor(leadId: string) {
    super(`There is no lead ${leadId}`);
    this.leadId = leadId;
  }
}
