import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#local/log.ts';
import type { Target } from './rules.ts';
import type { SendMessage } from './send-message.ts';

export type Delivery = {
  readonly sendMessage: SendMessage;
  /** Accepts an asynchronous invocation, durably. */
  readonly invokeAsync: (functionArn: string, payload: string) => unknown;
  readonly report: Log;
  /** Milliseconds before the first retry, doubled for each further one; EventBridge retries for up to 24 hours. */
  readonly retryDelay?: number;
};

/** However many retries a target asks for: locally what failed five times in a row stays failed. */
const mostRetries = 4;

/**
 * Hands an event to a target and resolves once the target has it, or the dead-letter queue has, or it was given up and reported.
 * Targets are queues and functions; `isDeliverable` tells.
 */
export async function deliver(delivery: Delivery, target: Target, ruleArn: string, event: string): Promise<void> {
  const { report, sendMessage, retryDelay = 50 } = delivery;
  const payload = target.input ?? event;
  const retries = Math.min(target.retries, mostRetries);
  for (let attempt = 0; ; attempt++) {
    try {
      await handOver(delivery, target.arn, payload);

      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (attempt < retries) {
        await pause(retryDelay * 2 ** attempt);
        continue;
      }
      report(
        `EventBridge could not deliver to ${target.arn}: ${reason}${target.deadLetterArn ? '' : '; the event is lost: the target has no dead-letter queue'}`,
      );
      if (target.deadLetterArn === undefined) return;
      await sendMessage(target.deadLetterArn, payload, {
        RULE_ARN: ruleArn,
        TARGET_ARN: target.arn,
        ERROR_CODE: error instanceof Error ? error.name : 'Error',
        ERROR_MESSAGE: reason,
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        RETRY_ATTEMPTS: String(attempt),
      });

      return;
    }
  }
}

/** Whether `deliver` knows how to reach a target with this ARN. */
export function isDeliverable(arn: string): boolean {
  return arn.includes(':sqs:') || arn.includes(':lambda:');
}

async function handOver({ sendMessage, invokeAsync }: Delivery, arn: string, payload: string): Promise<void> {
  if (arn.includes(':sqs:')) await sendMessage(arn, payload);
  else await invokeAsync(arn, payload);
}
