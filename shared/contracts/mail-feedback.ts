import * as z from 'zod/mini';

/**
 * What SES tells about a mail, through SNS and a queue. Sources: Amazon SES Developer Guide, "Contents of event data that Amazon SES publishes to Amazon SNS";
 * Amazon SNS Developer Guide, "Parsing message formats".
 */

const Notification = z.object({ Type: z.literal('Notification'), Message: z.string() });

/** SES sends this text once, when the destination is made, to see whether the topic lets it in. */
const VALIDATION = /^Successfully validated SNS topic for Amazon SES/;

const Instant = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform((text: string) => new Date(text).toISOString()),
);

const Mail = z.object({
  messageId: z.string(),
  destination: z.array(z.string()),
  timestamp: Instant,
  tags: z._default(z.record(z.string(), z.array(z.string())), {}),
});

const Recipient = z.object({
  emailAddress: z.string(),
  action: z.optional(z.string()),
  diagnosticCode: z.optional(z.string()),
});

const Bounce = z.object({
  bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
  bounceSubType: z.string(),
  bouncedRecipients: z.array(Recipient),
  timestamp: Instant,
});

const Complaint = z.object({
  complainedRecipients: z.array(Recipient),
  complaintFeedbackType: z.nullish(z.string()),
  timestamp: Instant,
});

/** The events that say what became of a mail. All others (opens, clicks, sends, subscriptions, failed templates) are none of ours. */
const events = {
  Bounce: z.object({ mail: Mail, bounce: Bounce }),
  Complaint: z.object({ mail: Mail, complaint: Complaint }),
  Delivery: z.object({
    mail: Mail,
    delivery: z.object({ timestamp: Instant, recipients: z.array(z.string()), smtpResponse: z.optional(z.string()) }),
  }),
  DeliveryDelay: z.object({
    mail: Mail,
    deliveryDelay: z.object({ timestamp: Instant, delayType: z.string(), delayedRecipients: z.array(Recipient) }),
  }),
  Reject: z.object({ mail: Mail, reject: z.object({ reason: z.string() }) }),
} as const;

const Named = z.object({ eventType: z.string() });
const isKnown = (type: string): type is keyof typeof events => Object.hasOwn(events, type);

/** What became of a mail. Only a hard bounce and a complaint end the matter at once. */
export type FeedbackKind = 'delivered' | 'hard-bounce' | 'soft-bounce' | 'complaint' | 'rejected' | 'delayed';

/** One thing that SES told about one mail. */
export interface MailFeedback {
  readonly messageId: string;
  /** As the mail was tagged when it was sent; absent where the tag is, or is no lead's id. */
  readonly leadId?: string;
  readonly mail?: string;
  readonly kind: FeedbackKind;
  /** Whom it is about, in SES's spelling. Empty where the other side named nobody. */
  readonly recipients: readonly string[];
  readonly at: string;
  /** What the other mail server said: anybody's text, to be shown escaped and logged nowhere. */
  readonly diagnostic?: string;
}

const MOST_DIAGNOSTIC = 500;

/**
 * Reads one message of the feedback queue: SNS's envelope with SES's event in it. Undefined for what says nothing about a mail's fate.
 * @throws for a message that is not of this shape; the error quotes nothing.
 */
export function readMailFeedback(body: string): MailFeedback | undefined {
  const { Message: message } = Notification.parse(JSON.parse(body));
  if (VALIDATION.test(message)) return undefined;
  const json: unknown = JSON.parse(message);
  const { eventType } = Named.parse(json);

  return isKnown(eventType) ? readers[eventType](json) : undefined;
}

const readers: Readonly<Record<keyof typeof events, (json: unknown) => MailFeedback | undefined>> = {
  Bounce(json) {
    const { mail, bounce } = events.Bounce.parse(json);
    if (isAutomaticAnswer(bounce)) return undefined;
    const kind = bounce.bounceType === 'Permanent' ? 'hard-bounce' : 'soft-bounce';

    return feedback(mail, kind, bounce.timestamp, bounce.bouncedRecipients);
  },
  Complaint(json) {
    const { mail, complaint } = events.Complaint.parse(json);
    // The opposite of a complaint: somebody took the mail out of the spam folder.
    if (complaint.complaintFeedbackType === 'not-spam') return undefined;

    return feedback(mail, 'complaint', complaint.timestamp, complaint.complainedRecipients);
  },
  Delivery(json) {
    const { mail, delivery } = events.Delivery.parse(json);
    const recipients = delivery.recipients.map((emailAddress) => ({ emailAddress }));

    return feedback(mail, 'delivered', delivery.timestamp, recipients, delivery.smtpResponse);
  },
  DeliveryDelay(json) {
    const { mail, deliveryDelay } = events.DeliveryDelay.parse(json);

    return feedback(mail, 'delayed', deliveryDelay.timestamp, deliveryDelay.delayedRecipients);
  },
  Reject(json) {
    const { mail, reject } = events.Reject.parse(json);
    const recipients = mail.destination.map((emailAddress) => ({ emailAddress }));

    // A rejection has no time of its own: it happens as the mail is taken.
    return feedback(mail, 'rejected', mail.timestamp, recipients, reject.reason);
  },
};

/**
 * An out-of-office note comes as a bounce as well, but without a delivery report that says `failed`. SES does not count it, and neither do we: the mail arrived.
 */
const isAutomaticAnswer = ({ bounceType, bounceSubType, bouncedRecipients }: z.infer<typeof Bounce>): boolean =>
  (bounceType === 'Undetermined' || (bounceType === 'Transient' && bounceSubType === 'General')) &&
  bouncedRecipients.every(({ action }) => action !== 'failed');

function feedback(
  { messageId, tags }: z.infer<typeof Mail>,
  kind: FeedbackKind,
  at: string,
  recipients: readonly z.infer<typeof Recipient>[],
  said = recipients.find(({ diagnosticCode }) => diagnosticCode !== undefined)?.diagnosticCode,
): MailFeedback {
  const leadId = tags.lead?.find((tag) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(tag));
  const mail = tags.mail?.find((tag) => /^[a-z][a-z-]{0,39}$/.test(tag));

  return {
    messageId,
    ...(leadId === undefined ? {} : { leadId }),
    ...(mail === undefined ? {} : { mail }),
    kind,
    recipients: recipients.map(({ emailAddress }) => emailAddress),
    at,
    ...(said === undefined ? {} : { diagnostic: said.slice(0, MOST_DIAGNOSTIC) }),
  };
}
