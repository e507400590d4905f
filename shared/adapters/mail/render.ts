import type { MailTemplate } from '#contracts/playbook.ts';
import { escapeHtml } from './escape-html.ts';
import { MailValueError } from './mail-value-error.ts';
import { placeholder } from './placeholder.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * Fills a mail in. Values are put in as they are and never looked at again (`{{env}}` in a name stays just that), escaped in HTML with line breaks kept,
 * and without line breaks in the subject (a header).
 *
 * @throws {MailValueError} when a placeholder has no value, or one named `…Url` holds something other than a web address.
 */
export function renderMail(template: MailTemplate, values: Readonly<Record<string, string>>): RenderedMail {
  return {
    subject: fill(template.subject, values, (value) => value.replace(/\s*[\r\n\u0085\u2028\u2029]+\s*/g, ' ')),
    text: fill(template.text, values, (value) => value),
    html: fill(template.html, values, (value) => escapeHtml(value).replace(/\r\n|\r|\n/g, '<br>\n')),
  };
}

const fill = (text: string, values: Readonly<Record<string, string>>, encode: (value: string) => string): string =>
  text.replace(placeholder, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new MailValueError(name, 'has no value');
    if (name.endsWith('Url') && !/^https?:\/\/[^\s"'<>]+$/.test(value))
      throw new MailValueError(name, 'must be a web address');

    return encode(value);
  });
