/** Somebody else wrote first: read again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  readonly leadId: string;

  constructor(leadId: string, options?: ErrorOptions) {
    super(`Lead ${leadId} was changed by somebody else`, options);
    this.leadId = leadId;
  }
}
