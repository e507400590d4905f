/** One field that is not as the form asks; the message is in the visitor's language. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** A submission with fields that are not as the form asks: all of them, not only the first. */
export class InvalidSubmissionError extends Error {
  override readonly name = 'InvalidSubmissionError';
  readonly faults: readonly FieldFault[];

  constructor(faults: readonly FieldFault[]) {
    super('Some fields are not as they should be');
    this.faults = faults;
  }
}
