/** A mail ready to go. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Further headers by name, e.g. `Auto-Submitted`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the provider tells again with what became of the mail: ids and names of letters, digits, `-` and `_`. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Mailer {
  /**
   * Hands the mail over; answers the provider's message id.
   * @throws MailRefusedError when the provider refused it for sure, so that trying again is safe.
   */
  send(mail: Mail): Promise<string>;
}
