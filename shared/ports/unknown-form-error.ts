/** The playbook has no such form. */
export class UnknownFormError extends Error {
  override readonly name = 'UnknownFormError';

  constructor() {
    super('There is no such form');
  }
}
