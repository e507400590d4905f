/** The lead is not, or not any more, with the salesperson who says something about it. */
export class NotWithSalesError extends Error {
  override readonly name = 'NotWithSalesError';
  readonly leadId: string;
  readonly salesperson: string;

  constructor(leadId: string, salesperson: string) {
    super(`Lead ${leadId} is not with ${salesperson}`);
    this.leadId = leadId;
    this.salesperson = salesperson;
  }
}
