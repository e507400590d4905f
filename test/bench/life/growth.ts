import { randomUUID } from 'node:crypto';
import { batchPut } from '#adapters/dynamodb/batch-put.ts';
import { toItem } from '#adapters/dynamodb/items.ts';
import { headItem, profileItem } from '#adapters/dynamodb/lead-items.ts';
import { addressKey } from '#adapters/dynamodb/table.ts';
import { newUlid, sha256, systemClock } from '#adapters/system/world.ts';
import type { Form } from '#contracts/playbook.ts';
import { capture } from '#domain/lead/capture.ts';
import { against, type Figure } from '../figure.ts';
import { sum } from '../statistics.ts';
import { aSubmission } from '../submission.ts';
import type { AwsCall } from './ledger.ts';
import { callsOf, liveALife } from './life.ts';
import type { QuietStack } from './quiet-stack.ts';

const FEW = 100;
const AT_ONCE = 500;

/** What a life costs among few stored leads and among many, as a ratio. */
export async function growthFigures(stack: QuietStack, form: Form, many: number): Promise<Figure[]> {
  await storeLeads(stack, form, FEW);
  const among = { few: await cost(stack, form) };
  await storeLeads(stack, form, many - FEW);
  const amongMany = await cost(stack, form);
  const group = `Growth: from ${FEW} to ${new Intl.NumberFormat('en').format(many)} stored leads`;
  const figure = (name: string, few: number, now: number): Figure =>
    against({ group, name, value: now / few, unit: '×', note: `${few} and ${now}` }, 'growth');

  return [
    figure('AWS calls of a life', among.few.calls, amongMany.calls),
    figure('write units of a life', among.few.writeUnits, amongMany.writeUnits),
    figure('read units of a life', among.few.readUnits, amongMany.readUnits),
    figure('AWS calls of a sweep with nothing due', among.few.sweep, amongMany.sweep),
  ];
}

async function cost(stack: QuietStack, form: Form) {
  const calls = callsOf(await liveALife(stack, form, randomUUID())).filter(isOfThisLife);
  const [sweep] = await stack.tick('due');

  return {
    calls: calls.length,
    writeUnits: sum(calls.map(({ writeUnits }) => writeUnits)),
    readUnits: sum(calls.map(({ readUnits }) => readUnits)),
    sweep: sweep?.calls.length ?? 0,
  };
}

/** `capture` looks at a counter every fifteen seconds: that comes with time, whoever lives. */
const isOfThisLife = ({ caller, operation }: AwsCall): boolean =>
  caller !== 'capture' || operation !== 'dynamodb:GetItem';

/** Leads as capture leaves them, written straight to the table: head, profile, address. */
async function storeLeads({ table: { client, tableName } }: QuietStack, form: Form, count: number): Promise<void> {
  const table = { client, name: tableName };
  for (let stored = 0; stored < count; stored += AT_ONCE) {
    const items = Array.from({ length: Math.min(AT_ONCE, count - stored) }, () => aStoredLead(form)).flat();
    await batchPut(table, items);
  }
}

function aStoredLead(form: Form) {
  const [id, requestId, now] = [newUlid(), newUlid(), systemClock()];
  const addressHash = sha256(id);
  const { fields } = aSubmission(form, id);
  const submission = {
    form,
    locale: 'en' as const,
    fields,
    consents: [],
    viewer: { ip: '203.0.113.7', userAgent: '' },
    privacyNotice: '2026-11',
  };
  const { lead } = capture(submission, { id, addressHash }, { now, requestId, sha256 });
  const address = toItem({ pk: addressKey(addressHash), sk: 'ADDRESS', leadId: id, since: now });

  return [headItem(lead, []), profileItem(lead), address];
}
