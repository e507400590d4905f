/** SES told what became of a mail before the sender had noted that it took it. Trying again later helps. */
export class EarlyFeedbackError extends Error {
  override readonly name = 'EarlyFeedbackError';
  readonly leadId: string;

  constructor(leadId: string) {
    super(`A mail to lead ${leadId} arrived that is not in its ledger yet`);
    this.leadId = leadId;
  }
}
