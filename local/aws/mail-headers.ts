/** One header line of a mail, unfolded. The name keeps its case; the value is as sent (RFC 2047 words not decoded). */
export type MailHeader = { readonly name: string; readonly value: string };

/** The headers of a raw mail, in order. */
export function mailHeaders(raw: Buffer): MailHeader[] {
  const text = raw.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  // Header text is UTF-8 where a mail uses SMTPUTF8, ASCII otherwise.
  const lines = Buffer.from(text.slice(0, end), 'latin1')
    .toString('utf8')
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);

  return lines.flatMap((line) => {
    const colon = line.indexOf(':');

    return colon <= 0 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
  });
}

/** The value of the first header of this name, in any case. */
export function headerValue(headers: readonly MailHeader[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
}
