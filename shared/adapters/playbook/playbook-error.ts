/** One thing wrong in the playbook: where (file as seen from the project, line from 1) and what, in the author's words. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** The playbook does not compile. The message has one line per finding, `file:line: what`, in the order of files and lines. */
export class PlaybookError extends Error {
  override readonly name = 'PlaybookError';
  readonly #findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const sorted = findings.toSorted((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line);
    super(sorted.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.#findings = sorted;
    // A stack trace would only bury what the author has to read.
    this.stack = `${this.name}:\n${this.message}`;
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }
}
