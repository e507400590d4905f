import * as z from 'zod';
import type { QueuedMessage, Sqs } from '../aws/sqs.ts';
import type { Model } from '../cfn/model.ts';
import type { FailureReasons } from './failure-reasons.ts';

/** A dead-letter queue and what failed into it. */
export type DeadLetterQueue = {
  readonly queueName: string;
  /** What feeds it: names of queues, rules, functions and mappings. */
  readonly feeds: readonly string[];
  readonly messages: readonly DeadLetter[];
};

export type DeadLetter = {
  readonly id: string;
  /** Why it failed, in one line. */
  readonly reason: string;
  readonly body: string;
  readonly sentAt: Date;
};

const Redrive = z.object({ RedrivePolicy: z.object({ deadLetterTargetArn: z.string() }) });
const RuleTargets = z.object({
  Targets: z.array(z.object({ DeadLetterConfig: z.object({ Arn: z.string() }).optional() })),
});
const OnFailure = z.object({ DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }) });
const FunctionQueue = z.object({ DeadLetterConfig: z.object({ TargetArn: z.string() }) });

/** A failure destination's record: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const LambdaRecord = z.object({
  requestContext: z.object({ condition: z.string(), functionArn: z.string(), approximateInvokeCount: z.number() }),
  responsePayload: z.object({ errorType: z.string(), errorMessage: z.string() }).optional(),
});

/** The ARNs of the dead-letter queues in the model, each with the names of what feeds it. */
export function deadLetterFeeds(model: Model): ReadonlyMap<string, readonly string[]> {
  const feeds = model.resources.flatMap(({ physicalId, properties }) =>
    deadLetterArns(properties).map((arn) => ({ arn, name: physicalId })),
  );

  return new Map([...Map.groupBy(feeds, ({ arn }) => arn)].map(([arn, group]) => [arn, group.map(({ name }) => name)]));
}

function deadLetterArns(properties: unknown): string[] {
  return [
    Redrive.safeParse(properties).data?.RedrivePolicy.deadLetterTargetArn,
    OnFailure.safeParse(properties).data?.DestinationConfig.OnFailure.Destination,
    FunctionQueue.safeParse(properties).data?.DeadLetterConfig.TargetArn,
    ...(RuleTargets.safeParse(properties).data?.Targets.map(({ DeadLetterConfig }) => DeadLetterConfig?.Arn) ?? []),
  ].filter((arn) => arn !== undefined);
}

/** All dead-letter queues with their messages, also empty ones. */
export function listDeadLetters(model: Model, sqs: Sqs, reasons: FailureReasons): DeadLetterQueue[] {
  return [...deadLetterFeeds(model)].flatMap(([arn, feeds]) => {
    const queue = model.byArn(arn);
    if (queue?.type !== 'AWS::SQS::Queue') return [];
    const messages = sqs.peek(queue.physicalId).map((message) => ({
      id: message.id,
      reason: reasonOf(message, reasons),
      body: message.body,
      sentAt: message.sentAt,
    }));

    return [{ queueName: queue.physicalId, feeds, messages }];
  });
}

function reasonOf({ id, body, attributes }: QueuedMessage, reasons: FailureReasons): string {
  const known = reasons.of(id) ?? attributes.ERROR_MESSAGE ?? attributes.ErrorMessage;
  if (known !== undefined) return known;
  const record = LambdaRecord.safeParse(parsed(body)).data;
  if (record === undefined) return 'It was received too often; the reason is no longer known.';
  const { condition, functionArn, approximateInvokeCount } = record.requestContext;
  const error =
    record.responsePayload === undefined
      ? ''
      : `: ${record.responsePayload.errorType}: ${record.responsePayload.errorMessage}`;

  return `${functionArn.split(':')[6]} failed ${approximateInvokeCount} times (${condition})${error}`;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
