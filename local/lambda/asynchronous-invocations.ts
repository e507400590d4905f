import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { LocalClock } from '#local/clock.ts';
import type { SendMessage } from '#local/events/send-message.ts';
import type { Log } from '#local/log.ts';
import type { FunctionSettings } from './function-settings.ts';
import { type PendingEvent, PendingEvents } from './pending-events.ts';
import type { Answer } from './pool.ts';

export type AsynchronousStart = {
  readonly settingsOf: (functionName: string) => FunctionSettings | undefined;
  readonly run: (settings: FunctionSettings, payload: string, requestId: string) => Promise<Answer>;
  readonly sendMessage: SendMessage;
  readonly clock: LocalClock;
  readonly report: Log;
  /** Where accepted events are kept until they are over. */
  readonly folder: string | undefined;
  /** Milliseconds before each retry; Lambda waits one and two minutes. The last one repeats. */
  readonly retryDelays: readonly number[];
};

/** Lambda's asynchronous invocations: accepted at once, retried, and told to the function's destination or dead-letter queue when given up. */
export class AsynchronousInvocations {
  readonly #start: AsynchronousStart;
  readonly #pending: PendingEvents;
  readonly #ending = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(start: AsynchronousStart) {
    this.#start = start;
    this.#pending = new PendingEvents(start.folder);
  }

  /** Takes up what an earlier process left. */
  resume(): void {
    for (const event of this.#pending.left()) {
      const settings = this.#start.settingsOf(event.functionName);
      if (settings !== undefined) this.#follow(settings, event);
      else this.#pending.remove(event.requestId);
    }
  }

  /** Accepts an event; once this returns, a killed process runs it after its next start. Returns the request id. */
  accept(settings: FunctionSettings, payload: string): { requestId: string; over: Promise<void> } {
    const event = { requestId: randomUUID(), functionName: settings.name, payload, acceptedAt: Date.now() };
    this.#pending.add(event);

    return { requestId: event.requestId, over: this.#follow(settings, event) };
  }

  /** Ends waiting retries. What is not over stays on disk. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running);
  }

  #follow(settings: FunctionSettings, event: PendingEvent): Promise<void> {
    const run = this.#untilOver(settings, event)
      .catch((error: unknown) =>
        this.#start.report(`${settings.name}: the event ${event.requestId} was lost: ${error}`),
      )
      .finally(() => this.#running.delete(run));
    this.#running.add(run);

    return run;
  }

  async #untilOver(settings: FunctionSettings, event: PendingEvent): Promise<void> {
    const { retries, maximumAgeSeconds } = settings.asynchronous;
    const { run, retryDelays } = this.#start;
    for (let attempt = 1; ; attempt++) {
      const answer = await run(settings, event.payload, event.requestId);
      if (this.#ending.signal.aborted) return;
      const tooOld = Date.now() - event.acceptedAt > maximumAgeSeconds * 1000;
      if (!answer.failed || attempt > retries || tooOld) {
        const condition = !answer.failed ? 'Success' : attempt > retries ? 'RetriesExhausted' : 'EventAgeExceeded';
        await this.#conclude(settings, event, { answer, condition, attempt });
        this.#pending.remove(event.requestId);

        return;
      }
      const delay = retryDelays[attempt - 1] ?? retryDelays.at(-1) ?? 0;
      const stopped = await pause(delay, false, { signal: this.#ending.signal }).catch(() => true);
      if (stopped) return;
    }
  }

  async #conclude(settings: FunctionSettings, event: PendingEvent, end: Conclusion): Promise<void> {
    const { onFailure, onSuccess, deadLetterArn } = settings.asynchronous;
    const { sendMessage, report, clock } = this.#start;
    const destination = end.answer.failed ? onFailure : onSuccess;
    if (destination !== undefined) await sendMessage(destination, destinationRecord(settings, event, end, clock.now()));
    if (!end.answer.failed) return;
    if (deadLetterArn !== undefined) await sendMessage(deadLetterArn, event.payload, deadLetterAttributes(event, end));
    if (destination === undefined && deadLetterArn === undefined) {
      report(
        `${settings.name} gave up the event ${event.requestId} after ${end.attempt} attempts; it has no destination for failures`,
      );
    }
  }
}

type Conclusion = {
  readonly answer: Answer;
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
  readonly attempt: number;
};

/** The record of https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function destinationRecord(
  settings: FunctionSettings,
  event: PendingEvent,
  { answer, condition, attempt }: Conclusion,
  now: Date,
): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: now.toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: `${settings.arn}:$LATEST`,
      condition,
      approximateInvokeCount: attempt,
    },
    requestPayload: JSON.parse(event.payload),
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(answer.failed ? { functionError: 'Unhandled' } : {}),
    },
    responsePayload: JSON.parse(answer.payload),
  });
}

function deadLetterAttributes(event: PendingEvent, { answer }: Conclusion): Record<string, string> {
  return { RequestID: event.requestId, ErrorCode: '200', ErrorMessage: answer.payload.slice(0, 1024) };
}
