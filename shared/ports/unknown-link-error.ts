/** The token of a link was not made by us, or for another purpose. Says nothing about why. */
export class UnknownLinkError extends Error {
  override readonly name = 'UnknownLinkError';

  constructor() {
    super('The link is not known');
  }
}
