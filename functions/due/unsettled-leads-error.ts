/** Some leads with a timer that has fallen due could not be settled in this sweep. */
export class UnsettledLeadsError extends Error {
  override readonly name = 'UnsettledLeadsError';
  readonly count: number;

  constructor(count: number) {
    super(`${count} due leads could not be settled`);
    this.count = count;
  }
}
