/** Nobody is told what becomes of this mail: its configuration set has no destination for such an event. */
export class UnheardMailError extends Error {
  override readonly name = 'UnheardMailError';
  readonly mailId: string;

  constructor(mailId: string) {
    super(`Nobody hears what becomes of the mail ${mailId}.`);
    this.mailId = mailId;
  }
}
