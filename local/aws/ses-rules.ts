import { SesError } from './ses-error.ts';
import type { MailIdentities } from './ses-identities.ts';
import type { RawEmailRequest } from './ses-request.ts';

/** SES v1's limits: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MAX_MESSAGE_BYTES = 10_485_760;
const MAX_RECIPIENTS = 50;

/** Headers that RFC 5322 allows once; SES refuses a second one. */
const SINGLE_HEADERS = [
  'From',
  'To',
  'Cc',
  'Bcc',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
];

/** Refuses what SES refuses, with its error codes. Throws `SesError`. */
export function assertSendable(request: RawEmailRequest, identities: MailIdentities): void {
  const { raw, headers, from, source, recipients, configurationSet } = request;
  if (raw.length > MAX_MESSAGE_BYTES) {
    throw new SesError(
      'InvalidParameterValue',
      `Message length is more than ${MAX_MESSAGE_BYTES} bytes long: '${raw.length}'.`,
    );
  }
  if (from.length === 0) throw new SesError('InvalidParameterValue', "Missing required header 'From'.");
  for (const name of SINGLE_HEADERS) {
    if (headers.filter((header) => header.name.toLowerCase() === name.toLowerCase()).length > 1) {
      throw new SesError('InvalidParameterValue', `Duplicate header '${name}'.`);
    }
  }
  if (recipients.length === 0) throw new SesError('InvalidParameterValue', 'No recipients specified.');
  if (recipients.length > MAX_RECIPIENTS) {
    throw new SesError('InvalidParameterValue', `Recipient count exceeds ${MAX_RECIPIENTS}.`);
  }
  for (const address of [...from, ...recipients]) assertAddress(address);
  const unverified = [...from, ...(source === undefined ? [] : [bareAddress(source)])].filter(
    (address) => identities.identityArn(address) === undefined,
  );
  if (unverified.length > 0) {
    throw new SesError(
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region ${identities.region.toUpperCase()}: ${[...new Set(unverified)].join(', ')}`,
    );
  }
  if (configurationSet !== undefined && identities.configurationSetArn(configurationSet) === undefined) {
    throw new SesError('ConfigurationSetDoesNotExist', `Configuration set <${configurationSet}> does not exist.`);
  }
}

function assertAddress(address: string): void {
  const at = address.lastIndexOf('@');
  if (at < 0) throw new SesError('InvalidParameterValue', "Missing final '@domain'");
  // SES takes 7-bit local parts only; domains must be in Punycode.
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (/[^\x21-\x7e]/.test(local))
    throw new SesError('InvalidParameterValue', 'Local address contains control or whitespace');
  if (!/^[\x21-\x7e]+$/.test(domain)) throw new SesError('InvalidParameterValue', 'Domain contains illegal character');
  if (domain.startsWith('.') || domain.includes('..'))
    throw new SesError('InvalidParameterValue', 'Domain contains dot-dot');
}

const bareAddress = (source: string) => /<([^>]+)>\s*$/.exec(source)?.[1] ?? source;
