import { type Call, denialMessage, jsonError, type Service } from './call.ts';
import { dynamoDbAuthorizations, type FindTable } from './dynamodb-calls.ts';
import { dynamoDbMeter } from './dynamodb-meter.ts';
import type { Meter } from './meter.ts';
import type { Upstream } from './upstream.ts';

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** DynamoDB's JSON protocol, answered by Dynoxide (or whatever `DYNAMODB_ENDPOINT` names). */
export function dynamoDbService(options: {
  readonly upstream: Upstream;
  readonly table: FindTable;
  readonly meter: Meter;
  /** Called after each write that succeeded. */
  readonly written: () => void;
}): Service {
  const { upstream, table, meter, written } = options;
  const count = dynamoDbMeter(meter, table);

  return {
    authorizations: (call) => dynamoDbAuthorizations(call.operation, json(call.body), table),
    async answer(call: Call) {
      const answer = await upstream.send(call);
      const ok = answer.status < 300;
      if (ok && WRITES.has(call.operation)) written();
      count(call.operation, json(call.body), { ok, body: json(Buffer.from(answer.body)) });

      return answer;
    },
    refuse: (refusal) => jsonError(refusal),
    deny: (denial) => ({ status: 400, code: 'AccessDeniedException', message: denialMessage(denial) }),
  };
}

const json = (body: Buffer): unknown => (body.length === 0 ? {} : JSON.parse(body.toString('utf8')));
