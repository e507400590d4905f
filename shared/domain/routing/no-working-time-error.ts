/** A salesperson without any working hours can have no deadline. The playbook's compiler lets none through. */
export class NoWorkingTimeError extends Error {
  override readonly name = 'NoWorkingTimeError';
  readonly salesperson: string;

  constructor(salesperson: string) {
    super(`salesperson ${salesperson} has no working hours`);
    this.salesperson = salesperson;
  }
}
