/** The token of a link was not made by us, or for another purpose. Says nothing about why; of several it names the fields that held them. */
export class UnknownLinkError extends Error {
  override readonly name = 'UnknownLinkError';
  readonly fields: readonly string[];

  constructor(fields: readonly string[] = []) {
    super('The link is not known');
    this.fields = fields;
  }
}
