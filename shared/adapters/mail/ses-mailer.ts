import { type SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
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
        }),
      );
      if (id === undefined) throw new Error('SES answered without a message id');
      return id;
    } catch (error) {
      // Without the cause: SES names the recipient in its messages, and they would be logged.
      throw isRefusal(error) ? new MailRefusedError(error.name) : error;
    }
  },
});

/** SES said no (4xx): the mail did not leave. After a time-out or a 5xx nobody knows. */
const isRefusal = (error: unknown): error is SESServiceException =>
  error instanceof SESServiceException && error.$fault === 'client';

const compose = ({ to, subject, text, html, headers, tags }: Mail, from: string): Promise<Buffer> =>
  new MailComposer({
    from,
    to,
    subject,
    text,
    html,
    headers: { ...headers, ...(tags && { 'X-SES-MESSAGE-TAGS': tagList(tags) }) },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

/** SES takes the header off before it sends. @throws for what no tag may be: SES would refuse the mail. */
function tagList(tags: Readonly<Record<string, string>>): string {
  const isTag = (text: string) => /^[\w-]{1,256}$/.test(text);
  const pairs = Object.entries(tags);
  if (!pairs.flat().every(isTag)) throw new Error('A mail has a tag that SES does not take');

  return pairs.map(([name, value]) => `${name}=${value}`).join(', ');
}
