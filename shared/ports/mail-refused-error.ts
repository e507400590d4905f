/** The mail provider did not take the mail: nothing was sent. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
  /** The provider's code, e.g. `Throttling`. */
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(`The mail provider refused the mail: ${code}`, options);
    this.code = code;
  }
}
