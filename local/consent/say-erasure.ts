import type { ErasureRecord } from '#domain/erasure/erasure-record.ts';
import type { Receipt } from '#domain/erasure/receipt.ts';
import type { Instant } from '#domain/instant.ts';

const because: Record<ErasureRecord['because'], string> = {
  asked: 'its owner asked for it',
  unconfirmed: 'nobody confirmed its address in time',
  retention: 'its retention was over',
  operator: 'the operator ordered it',
};

/** The systems in the order and by the words of a report; others follow by their own names. */
const systems: Readonly<Record<string, string>> = {
  lead: 'lead (head, profile)',
  activities: 'activities',
  history: 'history',
  index: 'index of timers',
  proof: 'proof of consents',
  stream: "the table's stream",
  requests: 'repeated requests (keyed hashes)',
  'mail-provider': 'mails on their way',
  backups: 'backups (point-in-time)',
  queues: 'queues (what SES tells)',
  logs: 'logs, metrics (ids only)',
  'late-writers': 'written meanwhile, found later',
};

/** The report of an erasure, for people. `sweep`: when the second look may be taken. */
export function sayErasure(record: ErasureRecord, sweep: Instant): string {
  const { leadId, requestedAt, erasedAt, receipts } = record;
  const order = [...new Set([...Object.keys(systems), ...Object.keys(receipts)])];
  const lines = order.flatMap((system) => {
    const receipt = receipts[system];
    return receipt === undefined ? [] : [`  ${(systems[system] ?? system).padEnd(34)} ${sayReceipt(receipt)}`];
  });

  return [
    `Lead ${leadId}, because ${because[record.because]}`,
    `  ordered                            ${requestedAt}`,
    `  erased                             ${erasedAt ?? 'under way'}`,
    ...lines,
    `  ${sayNext(record, sweep)}`,
  ].join('\n');
}

function sayReceipt({ outcome, count, at, until }: Receipt): string {
  const many = count === undefined ? '' : `${count} `;
  switch (outcome) {
    case 'deleted':
      return `${many}deleted ${at}`;
    case 'kept':
      return `${many}kept, restricted, until ${until}`;
    case 'forgets':
      return `forgets by itself, by ${until} at the latest`;
    case 'holds-nothing':
      return 'holds nothing that names the person';
  }
}

function sayNext({ step, dueAt, doneAt }: ErasureRecord, sweep: Instant): string {
  switch (step) {
    case 'delete':
      return 'Next: the rest of it.';
    case 'sweep':
      return `Next: a second look for what was written meanwhile, from ${sweep} on.`;
    case 'proof':
      return `Next: the proof is deleted, ${dueAt}.`;
    case 'done':
      return `Nothing more to do since ${doneAt}.`;
  }
}
