import { randomUUID } from 'node:crypto';
import { type Meter, messageChunks } from '../aws/meter.ts';
import type { LocalClock } from '../clock.ts';
import type { SendMessage } from '../events/send-message.ts';
import type { Log } from '../log.ts';
import type { Topic } from './topic.ts';

export type Publisher = {
  readonly sendMessage: SendMessage;
  readonly clock: LocalClock;
  readonly meter: Meter;
  readonly report: Log;
};

/** Hands a message to every queue that hears the topic; resolves once they hold it. A queue that does not let the topic in loses it, as on AWS, and the terminal says so. */
export async function publish(
  { sendMessage, clock, meter, report }: Publisher,
  { arn, subscriptions }: Topic,
  { subject, message }: { readonly subject: string; readonly message: string },
): Promise<void> {
  meter.add('notifications', messageChunks(Buffer.byteLength(message)));
  for (const { queueArn, raw, allowed } of subscriptions) {
    if (allowed) await sendMessage(queueArn, raw ? message : envelope(arn, subject, message, clock.now()));
    else report(`SNS could not deliver to ${queueArn}: its policy does not let ${arn} in. The message is lost.`);
  }
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html, with a signature that nobody can check here. */
const envelope = (TopicArn: string, Subject: string, Message: string, now: Date): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn,
    Subject,
    Message,
    Timestamp: now.toISOString(),
    SignatureVersion: '1',
    Signature: 'local',
    SigningCertURL: 'https://sns.invalid/local.pem',
    UnsubscribeURL: 'https://sns.invalid/unsubscribe',
  });
