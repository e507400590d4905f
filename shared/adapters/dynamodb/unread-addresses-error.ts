/** Some addresses could not be read, although the table was asked several times. */
export class UnreadAddressesError extends Error {
  override readonly name = 'UnreadAddressesError';
}
