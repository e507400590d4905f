import type { FunctionName } from './functions.ts';

export type TableAction =
  | 'GetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchGetItem'
  | 'BatchWriteItem';

/** Actions on the items whose partition key matches one of the patterns (`*` stands for any text); with `index`, on that index alone. */
export type TableGrant = {
  readonly actions: readonly TableAction[];
  readonly keys: readonly string[];
  readonly index?: 'due';
};

/**
 * Reading the whole table, but of every item these attributes alone. `dynamodb:LeadingKeys` cannot bind a scan: it names no key, and a condition over all of no
 * values holds. `dynamodb:Attributes` can; without `dynamodb:Select` a scan that names no attribute would return them all.
 */
export type ScanGrant = { readonly scan: { readonly attributes: readonly string[] } };

/**
 * What each function may do on the table; everything else is denied. A transaction is authorised item by item: its puts by `PutItem`, its
 * checks by `ConditionCheckItem`.
 */
export const tableGrants: Readonly<Record<FunctionName, readonly (TableGrant | ScanGrant)[]>> = {
  capture: [
    { actions: ['Query'], keys: ['LEAD#*'] },
    { actions: ['PutItem'], keys: ['LEAD#*', 'ADDRESS#*', 'IDEMPOTENCY#*'] },
    { actions: ['Query', 'PutItem'], keys: ['KEY#address'] },
    { actions: ['Query'], keys: ['KEY#link'] },
    // Whether so many opt-in mails go out that a proof of work is due.
    { actions: ['GetItem'], keys: ['BUDGET#everybody'] },
  ],
  confirm: [
    // The ledger of the address holds the words that were shown.
    { actions: ['Query', 'PutItem'], keys: ['LEAD#*', 'ADDRESS#*'] },
    { actions: ['Query'], keys: ['KEY#link'] },
  ],
  unsubscribe: [
    { actions: ['Query', 'PutItem'], keys: ['LEAD#*'] },
    { actions: ['PutItem'], keys: ['ADDRESS#*'] },
    // The hash of the mailbox that shall be blocked in every spelling.
    { actions: ['Query'], keys: ['KEY#link', 'KEY#address'] },
  ],
  preferences: [
    { actions: ['Query', 'PutItem'], keys: ['LEAD#*'] },
    // With an erasure the address is nobody's any more.
    { actions: ['Query', 'PutItem', 'UpdateItem'], keys: ['ADDRESS#*'] },
    { actions: ['Query'], keys: ['KEY#link'] },
  ],
  track: [
    { actions: ['BatchWriteItem'], keys: ['LEAD#*'] },
    { actions: ['BatchGetItem'], keys: ['ADDRESS#*'] },
    { actions: ['Query'], keys: ['KEY#link', 'KEY#address', 'KEY#server'] },
  ],
  respond: [
    { actions: ['Query', 'PutItem'], keys: ['LEAD#*'] },
    { actions: ['Query'], keys: ['KEY#link'] },
  ],
  publish: [{ actions: ['BatchWriteItem'], keys: ['LEAD#*'] }],
  mail: [
    { actions: ['Query', 'PutItem'], keys: ['LEAD#*'] },
    // What a mailbox got, and the ledger of the address.
    { actions: ['GetItem', 'PutItem'], keys: ['ADDRESS#*'] },
    { actions: ['UpdateItem'], keys: ['BUDGET#*'] },
    // Whether marketing mail is paused.
    { actions: ['GetItem'], keys: ['MAILING'] },
    { actions: ['Query', 'PutItem'], keys: ['KEY#link'] },
    { actions: ['Query'], keys: ['KEY#address'] },
  ],
  enrich: [{ actions: ['Query', 'PutItem'], keys: ['LEAD#*'] }],
  // What a browser still tells of a lead that is gone, it deletes.
  score: [{ actions: ['Query', 'PutItem', 'BatchWriteItem'], keys: ['LEAD#*'] }],
  route: [
    { actions: ['Query', 'PutItem'], keys: ['LEAD#*'] },
    { actions: ['GetItem', 'PutItem'], keys: ['TEAM#*'] },
  ],
  rescore: [
    // Which leads have a confirmed opt-in and a score by an older playbook: no profile, no history, no key.
    { scan: { attributes: ['pk', 'sk', 'optIn', 'score'] } },
    { actions: ['GetItem', 'Query', 'PutItem'], keys: ['RELEASE#*'] },
  ],
  feedback: [
    { actions: ['GetItem', 'Query', 'PutItem'], keys: ['LEAD#*'] },
    { actions: ['Query', 'PutItem'], keys: ['ADDRESS#*'] },
    { actions: ['Query'], keys: ['KEY#address'] },
    { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'], keys: ['MAILING'] },
    { actions: ['PutItem'], keys: ['FEEDBACK#*'] },
  ],
  erase: [
    // Keys alone are read, but of the head.
    { actions: ['GetItem', 'Query', 'BatchWriteItem', 'DeleteItem'], keys: ['LEAD#*'] },
    { actions: ['GetItem', 'PutItem'], keys: ['ERASURE#*'] },
    { actions: ['GetItem', 'Query', 'UpdateItem', 'BatchWriteItem', 'DeleteItem'], keys: ['ADDRESS#*'] },
  ],
  due: [
    { actions: ['Query'], keys: ['DUE#*'], index: 'due' },
    { actions: ['Query', 'PutItem'], keys: ['LEAD#*'] },
    // The address and the ledger of a lead whose retention is over.
    { actions: ['PutItem', 'UpdateItem'], keys: ['ADDRESS#*'] },
    { actions: ['GetItem', 'PutItem'], keys: ['ERASURE#*'] },
    { actions: ['GetItem', 'Query', 'PutItem'], keys: ['RELEASE#*'] },
  ],
};

/** What functions may do on the suppression list. Who is not named may not even read it. */
export const suppressionGrants: Readonly<Partial<Record<FunctionName, readonly TableAction[]>>> = {
  // Ends a refusal when a new opt-in is confirmed.
  confirm: ['UpdateItem'],
  unsubscribe: ['UpdateItem'],
  preferences: ['UpdateItem'],
  mail: ['BatchGetItem'],
  feedback: ['BatchGetItem', 'UpdateItem'],
  // A lead whose retention is over.
  due: ['UpdateItem'],
};

/** What a function that is fed by a queue may do on that queue. */
export const queueActions = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ChangeMessageVisibility',
] as const;

/** What the function that is fed by the table's stream may do on that stream. */
export const streamActions = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
] as const;

/** What DynamoDB does with the table's key in the caller's name. */
export const tableKeyActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
] as const;

/** The source under which Goldpan's events go to the bus; `publish` may send under no other. */
export const eventSource = 'goldpan';
