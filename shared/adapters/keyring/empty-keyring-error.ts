/** There is no key of that purpose yet: nobody has needed one. */
export class EmptyKeyringError extends Error {
  override readonly name = 'EmptyKeyringError';
  readonly purpose: string;

  constructor(purpose: string) {
    super(`The keyring ${purpose} is empty`);
    this.purpose = purpose;
  }
}
