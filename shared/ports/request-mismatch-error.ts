/** The idempotency key was used before, with another body. */
export class RequestMismatchError extends Error {
  override readonly name = 'RequestMismatchError';

  constructor() {
    super('The Idempotency-Key was used before with a different body');
  }
}
