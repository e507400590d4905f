/** A mail of ours as SES shows it in its events, addressed to nobody real. */
const MAIL = {
  timestamp: '2026-03-02T08:00:00.000Z',
  source: 'Aqua <hello@mail.example.com>',
  sourceArn: 'arn:aws:ses:eu-central-1:000000000000:identity/mail.example.com',
  sendingAccountId: '000000000000',
  messageId: '0107019c-mail-000000',
  destination: ['ada@analytical.example'],
  headersTruncated: false,
  headers: [{ name: 'Subject', value: 'Please confirm' }],
  commonHeaders: { from: ['Aqua <hello@mail.example.com>'], to: ['ada@analytical.example'], subject: 'Please confirm' },
};
const AT = '2026-03-02T08:00:05.000Z';

export interface SesStory {
  readonly messageId?: string;
  readonly address?: string;
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  readonly at?: string;
}

const mailOf = ({ messageId = MAIL.messageId, address = 'ada@analytical.example', tags = {} }: SesStory) => ({
  ...MAIL,
  messageId,
  destination: [address],
  tags: { 'ses:configuration-set': ['outbound'], ...tags },
});

/** SES's event of a bounce. */
export const aBounce = (
  { at = AT, address = 'ada@analytical.example', ...story }: SesStory = {},
  bounce: object = { bounceType: 'Permanent', bounceSubType: 'General' },
  recipient: object = { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
) => ({
  eventType: 'Bounce',
  mail: mailOf({ ...story, address }),
  bounce: {
    bouncedRecipients: [{ emailAddress: address, ...recipient }],
    timestamp: at,
    feedbackId: 'feedback-1',
    reportingMTA: 'dsn; mta.example.com',
    ...bounce,
  },
});

/** SES's event of a complaint. */
export const aComplaint = (
  { at = AT, address = 'ada@analytical.example', ...story }: SesStory = {},
  complaint: object = { complaintFeedbackType: 'abuse' },
) => ({
  eventType: 'Complaint',
  mail: mailOf({ ...story, address }),
  complaint: {
    complainedRecipients: [{ emailAddress: address }],
    timestamp: at,
    feedbackId: 'feedback-1',
    ...complaint,
  },
});

/** SES's event of a delivery. */
export const aDelivery = ({ at = AT, address = 'ada@analytical.example', ...story }: SesStory = {}) => ({
  eventType: 'Delivery',
  mail: mailOf({ ...story, address }),
  delivery: {
    timestamp: at,
    processingTimeMillis: 540,
    recipients: [address],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'mta.example.com',
  },
});

/** The queue's message that carries an event of SES, as SNS puts it there. */
export const aNotification = (message: unknown): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: 'd88d4479-6ec0-54fe-b63f-1cf9df4bb16e',
    TopicArn: 'arn:aws:sns:eu-central-1:000000000000:outcomes',
    Subject: 'Amazon SES Email Event Notification',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: '2026-03-02T08:00:06.000Z',
    SignatureVersion: '1',
    Signature: 'EXAMPLE==',
  });
