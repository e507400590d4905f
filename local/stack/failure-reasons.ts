import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

/** Why messages failed in their function, by message id: a dead-letter queue itself does not know. */
export type FailureReasons = {
  /** Reads an invocation that a queue's batch caused: all messages of a failed one, or those it named as failed. */
  note(
    functionName: string,
    payload: string,
    answer: { readonly failed: boolean; readonly payload: string; readonly requestId: string },
  ): void;
  of(messageId: string): string | undefined;
};

const QueueBatch = z.object({
  Records: z.array(z.object({ messageId: z.string(), eventSource: z.literal('aws:sqs') })),
});
const Failure = z.object({ errorType: z.string().default('Error'), errorMessage: z.string().default('') });
const Partial = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]) });
const Line = z.tuple([z.string(), z.string()]);

/** Opens the reasons; with a `file` they outlive a restart, as the dead letters do. */
export function openFailureReasons(file?: string): FailureReasons {
  const reasons = new Map<string, string>(file === undefined ? [] : read(file));

  return {
    of: (messageId) => reasons.get(messageId),
    note(functionName, payload, answer) {
      if (!answer.failed && !answer.payload.includes('itemIdentifier')) return;
      const batch = QueueBatch.safeParse(JSON.parse(payload)).data;
      if (batch === undefined) return;
      const { ids, reason } = answer.failed
        ? { ids: batch.Records.map(({ messageId }) => messageId), reason: thrown(answer.payload) }
        : { ids: named(answer.payload), reason: 'it named this message as failed; its log says why' };
      for (const id of ids) {
        const told = `${functionName}: ${reason} (request ${answer.requestId})`;
        reasons.set(id, told);
        if (file !== undefined) appendFileSync(file, `${JSON.stringify([id, told])}\n`);
      }
    },
  };
}

function thrown(payload: string): string {
  const { errorType, errorMessage } = Failure.parse(JSON.parse(payload));

  return `${errorType}: ${errorMessage}`;
}

const named = (payload: string) =>
  (Partial.safeParse(JSON.parse(payload)).data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);

/** Lines that a kill cut short are passed over: a reason is a help, not a record. */
function read(file: string): [id: string, reason: string][] {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, '');

  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [Line.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    });
}
