import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import * as z from 'zod';
import type { LocalClock } from '../clock.ts';
import type { Inbox, Mail } from './inbox.ts';
import { headerValue } from './mail-headers.ts';
import { SesError } from './ses-error.ts';
import type { MailIdentities } from './ses-identities.ts';
import { type RawEmailRequest, readRawEmail } from './ses-request.ts';
import { assertSendable } from './ses-rules.ts';
import { SES_HEADERS } from './ses-tags.ts';

export type Ses = {
  /** Sends a raw mail and resolves with its message id once the inbox holds it. `caller` is the sender's role. Throws `SesError` for what SES refuses. */
  sendRawEmail(form: URLSearchParams, caller: string): Promise<string>;
  stop(): Promise<void>;
};

type Emulator = typeof import('aws-ses-v2-local', { with: { 'resolution-mode': 'require' }});
type EmulatorStore = typeof import('aws-ses-v2-local/dist/store.js', { with: { 'resolution-mode': 'require' }});

const ParsedEmail = z.object({
  messageId: z.string(),
  from: z.string(),
  subject: z.string(),
  body: z.object({ text: z.string().optional(), html: z.string().optional() }),
});

/**
 * Starts aws-ses-v2-local, which takes and parses the mails. What it does not do, we do: verified senders, configuration sets and
 * limits, an inbox that lasts, and the headers.
 */
export async function startSes(options: {
  readonly inbox: Inbox;
  readonly identities: MailIdentities;
  readonly clock: LocalClock;
  /** Hears of each mail once the inbox holds it. */
  readonly accepted: (mail: Mail) => void;
}): Promise<Ses> {
  // A CommonJS package: its default export looks different to Node, to TypeScript and to test runners unless it is required.
  const require = createRequire(import.meta.url);
  const { default: startEmulator }: Emulator = require('aws-ses-v2-local');
  const { getStoreReadonly }: EmulatorStore = require('aws-ses-v2-local/dist/store.js');
  const server = await startEmulator({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The SES emulator has no port.');
  const url = `http://127.0.0.1:${address.port}/`;

  return {
    async sendRawEmail(form, caller) {
      const request = readRawEmail(form);
      assertSendable(request, options.identities);
      const sent = { configurationSet: request.configurationSet ?? null, caller, tags: request.tags() };
      const email = takeFrom(getStoreReadonly().emails, await send(url, form));
      const delivered = mailOf(request, email, { now: options.clock.now(), region: options.identities.region });
      const mail = { ...delivered, sent, reports: [] };
      options.inbox.add(mail);
      options.accepted(mail);

      return mail.id;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function send(url: string, form: URLSearchParams): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    body: form,
    headers: { authorization: 'AWS4-HMAC-SHA256 local' },
  });
  const text = await response.text();
  const messageId = /<MessageId>([^<]+)<\/MessageId>/.exec(text)?.[1];
  if (messageId === undefined) throw new SesError('InvalidParameterValue', `The message cannot be read: ${text}`);

  return messageId;
}

/** The emulator keeps every mail in memory for ever: take ours out. */
function takeFrom(emails: unknown[], messageId: string): z.infer<typeof ParsedEmail> {
  const index = emails.findIndex((email) => ParsedEmail.safeParse(email).data?.messageId === messageId);
  if (index < 0) throw new Error(`The SES emulator does not know its own message ${messageId}.`);

  return ParsedEmail.parse(emails.splice(index, 1)[0]);
}

function mailOf(
  request: RawEmailRequest,
  email: z.infer<typeof ParsedEmail>,
  sent: { now: Date; region: string },
): Omit<Mail, 'sent' | 'reports'> {
  const id = messageId(sent.now);
  const names = new Map(request.headers.map(({ name, value }) => [name.toLowerCase(), value]));
  for (const name of names.keys()) {
    const values = request.headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
    names.set(name, values.join(', '));
  }
  for (const name of SES_HEADERS) names.delete(name);
  // SES replaces both, whatever the sender wrote.
  names.set('message-id', `<${id}@${sent.region}.amazonses.com>`);
  names.set('date', sent.now.toUTCString().replace('GMT', '+0000'));

  return {
    id,
    to: request.recipients.join(', '),
    from: email.from,
    subject: headerValue(request.headers, 'Subject') === undefined ? '' : email.subject,
    text: email.body.text ?? '',
    html: email.body.html ?? null,
    headers: Object.fromEntries(names),
    receivedAt: sent.now.toISOString(),
  };
}

/** In the form of SES's own ids. The emulator's have nine random digits: too few for an inbox that grows over months. */
function messageId(now: Date): string {
  const hex = randomBytes(16).toString('hex');

  return `0107${now.getTime().toString(16).padStart(12, '0')}-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}-000000`;
}
