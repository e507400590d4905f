import addressparser from 'nodemailer/lib/addressparser';
import { headerValue, type MailHeader, mailHeaders } from './mail-headers.ts';
import { messageTags } from './ses-tags.ts';

/** A SendRawEmail call of the SES v1 query protocol, with what its message says. */
export type RawEmailRequest = {
  readonly raw: Buffer;
  readonly headers: readonly MailHeader[];
  /** Bare addresses, as in the From header, else in `Source`. */
  readonly from: readonly string[];
  readonly fromDisplayName: string | undefined;
  readonly source: string | undefined;
  readonly recipients: readonly string[];
  readonly returnPath: string | undefined;
  readonly configurationSet: string | undefined;
  /** The message tags that the events about this mail will carry, with what names them. Throws `SesError` for what no tag may be. */
  tags(): Record<string, string>;
};

/** Reads the form of a SendRawEmail call. */
export function readRawEmail(form: URLSearchParams): RawEmailRequest {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
  const headers = mailHeaders(raw);
  const source = form.get('Source') ?? undefined;
  const from = addresses(headerValue(headers, 'From') ?? source ?? '');
  const destinations = [...form].flatMap(([key, value]) =>
    key.startsWith('Destinations.member.') ? addresses(value) : [],
  );
  const inHeaders = ['To', 'Cc', 'Bcc'].flatMap((name) => addresses(headerValue(headers, name) ?? ''));

  return {
    raw,
    headers,
    from: from.map(({ address }) => address),
    fromDisplayName: from[0]?.name || undefined,
    source,
    recipients: (destinations.length > 0 ? destinations : inHeaders).map(({ address }) => address),
    returnPath: headerValue(headers, 'Return-Path'),
    configurationSet: form.get('ConfigurationSetName') ?? headerValue(headers, 'X-SES-CONFIGURATION-SET'),
    tags: () => messageTags(form, headers),
  };
}

/** A word without a domain counts as an address, so that it is refused and not passed over. */
const addresses = (text: string) =>
  addressparser(text, { flatten: true }).map(({ name, address }) => ({ name, address: address || name }));
