/** A refusal in the words of SES v1. */
export class SesError extends Error {
  override readonly name = 'SesError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
