import * as z from 'zod';
import { type Call, denialMessage, jsonError, type Service } from './call.ts';
import { streamAuthorizations, streamTable } from './streams-calls.ts';
import type { Upstream } from './upstream.ts';

const IteratorRequest = z.object({ StreamArn: z.string().optional(), ShardIterator: z.string().optional() });
const IteratorAnswer = z.object({
  ShardIterator: z.string().optional(),
  NextShardIterator: z.string().nullish(),
  Records: z.array(z.unknown()).optional(),
});
const REMEMBERED = 1_000;

/** DynamoDB Streams. Reading them from Lambda is free, so nothing is metered. */
export function streamsService(options: {
  readonly upstream: Upstream;
  readonly streamArn: (table: string) => string;
  /** Called with the moment (of `performance.now()`) at which a read began that found nothing more. */
  readonly readToEnd: (table: string, began: number) => void;
}): Service {
  const { upstream, streamArn, readToEnd } = options;
  const tableOfIterator = new Map<string, string>();
  const tableOf = (call: Call) => {
    const { StreamArn, ShardIterator } = IteratorRequest.parse(json(call.body));

    return StreamArn === undefined ? tableOfIterator.get(ShardIterator ?? '') : streamTable(StreamArn);
  };

  return {
    authorizations: (call) =>
      streamAuthorizations(call.operation, json(call.body), {
        streamArn,
        iteratorTable: (iterator) => tableOfIterator.get(iterator),
      }),
    async answer(call) {
      const began = performance.now();
      const answer = await upstream.send(call);
      const table = tableOf(call);
      if (answer.status < 300 && table !== undefined) {
        const { ShardIterator, NextShardIterator, Records } = IteratorAnswer.parse(json(Buffer.from(answer.body)));
        if (Records?.length === 0) readToEnd(table, began);
        const next = ShardIterator ?? NextShardIterator;
        if (typeof next === 'string') tableOfIterator.set(next, table);
        const [oldest] = tableOfIterator.keys();
        if (tableOfIterator.size > REMEMBERED && oldest !== undefined) tableOfIterator.delete(oldest);
      }

      return answer;
    },
    refuse: (refusal) => jsonError(refusal),
    deny: (denial) => ({ status: 400, code: 'AccessDeniedException', message: denialMessage(denial) }),
  };
}

const json = (body: Buffer): unknown => JSON.parse(body.toString('utf8'));
