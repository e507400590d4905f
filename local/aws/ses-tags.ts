import { headerValue, type MailHeader } from './mail-headers.ts';
import { SesError } from './ses-error.ts';

/** Headers that speak to SES and that it takes out of the mail. */
export const SES_HEADERS: readonly string[] = ['x-ses-configuration-set', 'x-ses-message-tags'];

const WORD = /^[A-Za-z0-9_-]{1,256}$/;

/** A mail's tags: those of the call, and those of its header `X-SES-MESSAGE-TAGS: name=value, name=value`. Throws `SesError` for what no tag may be. */
export function messageTags(form: URLSearchParams, headers: readonly MailHeader[]): Record<string, string> {
  const inHeader = (headerValue(headers, 'X-SES-MESSAGE-TAGS') ?? '')
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const [name = '', ...value] = pair.split('=');

      return [name.trim(), value.join('=').trim()];
    });
  const inCall = [...form].flatMap(([key, name]): [string, string][] => {
    const member = /^Tags\.member\.(\d+)\.Name$/.exec(key)?.[1];

    return member === undefined ? [] : [[name, form.get(`Tags.member.${member}.Value`) ?? '']];
  });
  const tags = [...inHeader, ...inCall];
  for (const [name, value] of tags) {
    if (!WORD.test(name) || !WORD.test(value) || name.startsWith('ses:'))
      throw new SesError('InvalidParameterValue', `Invalid message tag <${name}>.`);
  }

  return Object.fromEntries(tags);
}
