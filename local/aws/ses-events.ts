import { randomBytes } from 'node:crypto';
import type { Mail } from './inbox.ts';
import type { Outcome } from './ses-simulator.ts';

export type SesEventFacts = {
  readonly outcome: Outcome;
  readonly recipients: readonly string[];
  readonly now: Date;
  readonly accountId: string;
  readonly sourceArn: string;
};

/** What SES tells of a mail: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
export function sesEvent(mail: Mail, { outcome, recipients, now, accountId, sourceArn }: SesEventFacts) {
  const timestamp = now.toISOString();
  const about = mailObject(mail, { accountId, sourceArn });
  const bounced = (bounceType: string, bounceSubType: string, report: object, reportingMTA?: string) => ({
    eventType: 'Bounce',
    bounce: {
      feedbackId: feedbackId(now),
      bounceType,
      bounceSubType,
      bouncedRecipients: recipients.map((emailAddress) => ({ emailAddress, ...report })),
      timestamp,
      ...(reportingMTA === undefined ? {} : { reportingMTA }),
    },
    mail: about,
  });

  switch (outcome) {
    case 'delivered':
      return {
        eventType: 'Delivery',
        mail: { ...about, tags: { ...about.tags, 'ses:outgoing-ip': ['192.0.2.1'] } },
        delivery: {
          timestamp,
          processingTimeMillis: Math.max(0, now.getTime() - Date.parse(mail.receivedAt)),
          recipients,
          smtpResponse: '250 2.6.0 Message received',
          remoteMtaIp: '127.0.2.0',
          reportingMTA: 'a8-70.smtp-out.amazonses.com',
        },
      };
    case 'hard-bounce':
      return bounced(
        'Permanent',
        'General',
        { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
        'dsn; a8-70.smtp-out.amazonses.com',
      );
    case 'soft-bounce':
      return bounced(
        'Transient',
        'MailboxFull',
        { action: 'failed', status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 the recipient’s mailbox is full' },
        'dsn; a8-70.smtp-out.amazonses.com',
      );
    case 'automatic-answer':
      return bounced('Transient', 'General', {});
    case 'suppressed':
      return bounced(
        'Permanent',
        'Suppressed',
        {
          action: 'failed',
          status: '5.1.1',
          diagnosticCode:
            'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.',
        },
        'dns; amazonses.com',
      );
    case 'complaint':
      return {
        eventType: 'Complaint',
        complaint: {
          feedbackId: feedbackId(now),
          complaintSubType: null,
          complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
          timestamp,
          userAgent: 'Goldpan local inbox',
          complaintFeedbackType: 'abuse',
          arrivalDate: mail.receivedAt,
        },
        mail: about,
      };
  }
}

function mailObject(
  { id, from, to, subject, receivedAt, headers, sent }: Mail,
  { accountId, sourceArn }: { accountId: string; sourceArn: string },
) {
  const destination = to.split(', ');
  const own = Object.entries(sent.tags).map(([name, value]): [string, string[]] => [name, [value]]);

  return {
    timestamp: receivedAt,
    source: from,
    sourceArn,
    sendingAccountId: accountId,
    messageId: id,
    destination,
    headersTruncated: false,
    headers: Object.entries(headers).map(([name, value]) => ({ name: headerName(name), value })),
    commonHeaders: { from: [from], to: destination, messageId: id, subject },
    tags: {
      'ses:operation': ['SendRawEmail'],
      'ses:configuration-set': [sent.configurationSet ?? ''],
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [/@([^>\s]+)/.exec(from)?.[1] ?? ''],
      'ses:caller-identity': [sent.caller],
      ...Object.fromEntries(own),
    },
  };
}

/** `mime-version` as mails write it. */
const headerName = (name: string): string =>
  name === 'mime-version' ? 'MIME-Version' : name.replaceAll(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());

const feedbackId = (now: Date): string =>
  `0107${now.getTime().toString(16).padStart(12, '0')}-${randomBytes(4).toString('hex')}-local-000000`;
