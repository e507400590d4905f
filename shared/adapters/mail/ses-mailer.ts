import { type MessageTag, type SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { MailRefusedError } from '#ports/mail-refused-error.ts';
import type { Mail, Mailer } from '#ports/mailer.ts';

/** Mail through Amazon SES, as raw MIME with both bodies. `from` is a bare address or `Name <address>`. */
export const sesMailer = (
  client: SESClient,
  { from, configurationSet }: { from: string; configurationSet: string },
): Mailer => ({
  send: async (mail) => {
    const raw = await compose(mail, from);
    try {
      const { MessageId: id } = await client.send(
        new SendRawEmailCommand({
          RawMessage: { Data: raw },
          Destinations: [mail.to],
          Source: from,
          ConfigurationSetName: configurationSet,
          Tags: tagsOf(mail),
        }),
      );
      if (id === undefined) throw new Error('SES answered without a message id');
      return id;
    } catch (error) {
      // Without the cause: SES names the recipient in its messages, and they would be logged.
      if (isRefusal(error)) throw new MailRefusedError(error.name);
      throw isUnreachable(error) ? new MailRefusedError(error.code) : error;
    }
  },
});

/** SES said no (4xx): the mail did not leave. After a time-out or a 5xx nobody knows. */
const isRefusal = (error: unknown): error is SESServiceException =>
  error instanceof SESServiceException && error.$fault === 'client';

/** There was no connection to hand anything over. */
const isUnreachable = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error &&
  'syscall' in error &&
  (error.syscall === 'connect' || error.syscall === 'getaddrinfo') &&
  'code' in error;

const compose = ({ to, subject, text, html, headers = {} }: Mail, from: string): Promise<Buffer> =>
  new MailComposer({ from, to, subject, text, html, headers, disableFileAccess: true, disableUrlAccess: true })
    .compile()
    .build();

/** In the call, not in the header `X-SES-MESSAGE-TAGS`: a header would be folded and spelled anew on its way. */
const tagsOf = ({ tags = {} }: Mail): MessageTag[] =>
  Object.entries(tags).map(([Name, Value]) => {
    // SES would refuse the mail, and repeat the tag in its message.
    if (![Name, Value].every((text) => /^[\w-]{1,256}$/.test(text)))
      throw new Error('A mail has a tag that SES does not take');

    return { Name, Value };
  });
