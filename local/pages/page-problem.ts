/** A request to a local page that cannot be carried out; `message` is for whoever sent it. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';
  readonly status: number;
  readonly errors: readonly { field: string; message: string }[];

  constructor(status: number, message: string, errors: readonly { field: string; message: string }[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}
