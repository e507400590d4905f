/** A mail cannot be filled in. Names the placeholder, never a value: values are personal data. */
export class MailValueError extends Error {
  override readonly name = 'MailValueError';
  readonly placeholder: string;

  constructor(placeholder: string, reason: string) {
    super(`{{${placeholder}}} ${reason}`);
    this.placeholder = placeholder;
  }
}
