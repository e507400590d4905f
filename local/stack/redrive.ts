import * as z from 'zod';
import type { Sqs } from '../aws/sqs.ts';
import type { Model } from '../cfn/model.ts';

export type RedriveParts = {
  readonly model: Model;
  readonly sqs: Sqs;
  readonly send: (queueArn: string, body: string, attributes?: Readonly<Record<string, string>>) => Promise<void>;
  readonly invoke: (
    functionArn: string,
    payload: string,
  ) => Promise<{ readonly failed: boolean; readonly payload: string }>;
  /** The records of a table's stream between two sequence numbers, both included, as the function sees them. */
  readonly streamRecords: (streamArn: string, range: StreamRange) => Promise<readonly unknown[]>;
};

/** Which records of a stream a mapping gave up. */
export type StreamRange = z.infer<typeof StreamRange>;

const StreamRange = z.object({ shardId: z.string(), startSequenceNumber: z.string(), endSequenceNumber: z.string() });
const GivenUp = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  requestPayload: z.unknown().optional(),
  DDBStreamBatchInfo: StreamRange.extend({ streamArn: z.string() }).optional(),
});
const RedrivePolicy = z.object({ RedrivePolicy: z.object({ deadLetterTargetArn: z.string() }) });
const Failures = z.object({ batchItemFailures: z.array(z.unknown()).default([]) });

/**
 * Tries again what lies in a dead-letter queue: messages go back to the queue they came from, stream records and asynchronous events
 * to their function. Resolves with how many left the queue; what fails again stays. Throws for an unknown queue.
 */
export async function redrive(queueName: string, parts: RedriveParts): Promise<number> {
  const { model, sqs, send } = parts;
  const deadLetters = sqs.queues.find(({ physicalId }) => physicalId === queueName);
  if (deadLetters === undefined) throw new Error(`There is no queue ${queueName}.`);
  const source = model
    .ofType('AWS::SQS::Queue')
    .find(
      ({ properties }) =>
        RedrivePolicy.safeParse(properties).data?.RedrivePolicy.deadLetterTargetArn === deadLetters.arn,
    );

  return sqs.drain(queueName, async ({ body, attributes }) => {
    if (source === undefined) return againToFunction(body, parts);
    // What EventBridge could not deliver lies here as well; its notes about the failure do not go along.
    await send(source.arn, body, 'RULE_ARN' in attributes ? {} : attributes);

    return true;
  });
}

async function againToFunction(body: string, { invoke, streamRecords }: RedriveParts): Promise<boolean> {
  const { requestContext, requestPayload, DDBStreamBatchInfo: range } = GivenUp.parse(JSON.parse(body));
  const payload = range === undefined ? requestPayload : { Records: await streamRecords(range.streamArn, range) };
  const answer = await invoke(requestContext.functionArn.replace(/:\$LATEST$/, ''), JSON.stringify(payload));

  return !answer.failed && (Failures.safeParse(JSON.parse(answer.payload)).data?.batchItemFailures.length ?? 0) === 0;
}
