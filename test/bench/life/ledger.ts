import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import * as z from 'zod';
import { PutEventsEntry } from '#local/aws/events.ts';
import type { TableKeys } from '#local/aws/table-keys.ts';
import { Bill, type Write } from './written.ts';

/** One call of a function to AWS. */
export interface AwsCall {
  /** The function, e.g. `capture`. */
  readonly caller: string;
  /** E.g. `dynamodb:Query`. */
  readonly operation: string;
  readonly writes: readonly Write[];
  /** Write units, also of a write that a condition refused. */
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly events: readonly PutEventsEntry[];
}

export interface Ledger {
  readonly endpoint: string;
  /** Who calls from now on. Functions run one at a time here. */
  caller: string;
  /** The calls since the last look. */
  take(): AwsCall[];
  stop(): Promise<void>;
}

const PutEvents = z.object({ Entries: z.array(PutEventsEntry) });

/** Stands where AWS is and writes down every call: DynamoDB's go on to Dynoxide, events and mails are taken and kept. */
export async function openLedger(dynamodb: string, table: TableKeys): Promise<Ledger> {
  const bill = new Bill(table);
  let calls: AwsCall[] = [];
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() });
      response.end(body);
    });
  });
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The ledger has no port');
  const ledger: Ledger = {
    endpoint: `http://127.0.0.1:${address.port}`,
    caller: '',
    take() {
      const taken = calls;
      calls = [];
      return taken;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };

  return ledger;

  async function answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const body = await textOf(request);
    const target = String(request.headers['x-amz-target'] ?? '');
    const [service = '', operation = ''] = target.split('.');
    if (service.startsWith('DynamoDB')) return viaDynamoDb(operation, request, body);
    const none = { caller: ledger.caller, writes: [], writeUnits: 0, readUnits: 0, events: [] };
    if (operation === 'PutEvents') {
      const { Entries: events } = PutEvents.parse(JSON.parse(body));
      calls.push({ ...none, operation: 'events:PutEvents', events });
      return { status: 200, body: JSON.stringify({ Entries: events.map(() => ({ EventId: randomUUID() })) }) };
    }
    const form = new URLSearchParams(body);
    if (form.get('Action') !== 'SendRawEmail') throw new Error(`Unexpected call: ${target || form.get('Action')}`);
    calls.push({ ...none, operation: 'ses:SendRawEmail' });
    const result = `<SendRawEmailResult><MessageId>${randomUUID()}-000000</MessageId></SendRawEmailResult>`;

    return { status: 200, body: `<SendRawEmailResponse>${result}</SendRawEmailResponse>` };
  }

  async function viaDynamoDb(operation: string, call: IncomingMessage, body: string) {
    const { caller } = ledger;
    const answered = await forward(dynamodb, call, body);
    const ok = answered.status === 200;
    const request: unknown = JSON.parse(body);
    const writes = ok ? bill.writes(operation, request) : [];
    const refused = !ok && operation === 'TransactWriteItems' ? bill.refused(request) : 0;
    calls.push({
      caller,
      operation: `dynamodb:${operation}`,
      writes,
      writeUnits: writes.reduce((sum, { units }) => sum + units, refused),
      readUnits: ok ? bill.reads(operation, JSON.parse(answered.body)) : 0,
      events: [],
    });

    return answered;
  }
}

async function textOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part);

  return Buffer.concat(parts).toString();
}

/** The signature goes on as it came; Dynoxide does not check it, but wants one. */
async function forward(endpoint: string, { headers }: IncomingMessage, body: string) {
  const handedOn = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'].map((name) => [
    name,
    String(headers[name] ?? ''),
  ]);
  const answer = await fetch(endpoint, { method: 'POST', headers: Object.fromEntries(handedOn), body });

  return { status: answer.status, body: await answer.text() };
}
