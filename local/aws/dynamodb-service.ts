import { type Call, denialMessage, jsonError, type Service } from './call.ts';
import { dynamoDbAuthorizations, type FindTable } from './dynamodb-calls.ts';
import { dynamoDbMeter } from './dynamodb-meter.ts';
import type { Meter } from './meter.ts';
import type { Upstream } from './upstream.ts';

/** DynamoDB's JSON protocol, answered by Dynoxide (or whatever `DYNAMODB_ENDPOINT` names). */
export function dynamoDbService({
  upstream,
  table,
  meter,
}: {
  upstream: Upstream;
  table: FindTable;
  meter: Meter;
}): Service {
  const count = dynamoDbMeter(meter, table);

  return {
    authorizations: (call) => dynamoDbAuthorizations(call.operation, json(call.body), table),
    async answer(call: Call) {
      const answer = await upstream.send(call);
      const body = Buffer.from(answer.body);
      count(call.operation, json(call.body), { ok: answer.status < 300, body: body.length === 0 ? {} : json(body) });

      return answer;
    },
    refuse: (refusal) => jsonError(refusal),
    deny: (denial) => ({ status: 400, code: 'AccessDeniedException', message: denialMessage(denial) }),
  };
}

const json = (body: Buffer): unknown => JSON.parse(body.toString('utf8'));
