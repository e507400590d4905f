/** Another process runs on the same state folder. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';
  readonly pid: number;
  /** Where that one answers, as far as it said. */
  readonly url: string | undefined;

  constructor(pid: number, url: string | undefined) {
    super(`Goldpan already runs (process ${pid}${url === undefined ? '' : `, ${url}`}).`);
    this.pid = pid;
    this.url = url;
  }
}
