import {
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Instant } from '#domain/instant.ts';
import type { Change } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import type { Alongside, Claimed, IdempotentRequest, Leads, Rotation } from '#ports/leads.ts';
import type { Clock } from '#ports/world.ts';
import { isConflict, obstaclesOf } from './conflicts.ts';
import { type Item, toItem } from './items.ts';
import { HEAD, headItem, leadOf, PROFILE, profileItem } from './lead-items.ts';
import { isReplay, rememberRequest } from './requests.ts';
import { addressKey, consentKey, leadKey, type Table } from './table.ts';

const Owner = z.looseObject({ leadId: z.string() });

/** Leads in the table. A change is one conditional write: a put, or a transaction where more than the head changes. */
export function dynamoLeads(table: Table, clock: Clock): Leads {
  return {
    get: (id) => read(table, id),
    create: (change, { request } = {}) => create(table, change, request, clock()),
    save: (change, alongside = {}) => save(table, change, alongside, clock()),
  };
}

async function read(table: Table, id: string): Promise<Lead | undefined> {
  const { Items: items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :head AND :profile',
      ExpressionAttributeValues: { ':pk': { S: leadKey(id) }, ':head': { S: HEAD }, ':profile': { S: PROFILE } },
      ConsistentRead: true,
    }),
  );
  const [head, body] = items;

  return head === undefined || body === undefined ? undefined : leadOf(head, body);
}

async function create(
  table: Table,
  change: Change,
  request: IdempotentRequest | undefined,
  now: Instant,
): Promise<Claimed> {
  const { lead } = change;
  const parts = [
    ...(request === undefined ? [] : [rememberRequest(table, request, now)]),
    put(
      table,
      toItem({ pk: addressKey(lead.addressHash), sk: 'ADDRESS', leadId: lead.id, since: now }),
      'attribute_not_exists(pk)',
      'ALL_OLD',
    ),
    put(table, headItem(lead, change.events), 'attribute_not_exists(pk)'),
    put(table, profileItem(lead)),
    ...consentParts(table, change),
  ];
  try {
    await table.client.send(new TransactWriteItemsCommand({ TransactItems: parts }));
    return { outcome: 'created' };
  } catch (error) {
    const obstacles = obstaclesOf(error) ?? [];
    if (request !== undefined && isReplay(request, obstacles[0])) return { outcome: 'replayed' };
    const owner = obstacles[request === undefined ? 0 : 1];
    if (owner?.code === 'ConditionalCheckFailed') return { outcome: 'known', leadId: Owner.parse(owner.item).leadId };
    throw isConflict(error) ? new ConflictError(lead.id, { cause: error }) : error;
  }
}

async function save(
  table: Table,
  change: Change,
  { request, rotation }: Alongside,
  now: Instant,
): Promise<'saved' | 'replayed'> {
  const { before, lead } = change;
  const head = headItem(lead, change.events);
  const unchangedSince = ['version = :version', { ':version': { N: String(before?.version) } }] as const;
  const others = [
    ...(before?.profile === lead.profile ? [] : [put(table, profileItem(lead))]),
    ...consentParts(table, change),
    ...(rotation === undefined ? [] : [turn(table, rotation)]),
  ];
  try {
    if (request === undefined && others.length === 0) {
      await table.client.send(
        new PutItemCommand({ TableName: table.name, Item: head, ...condition(...unchangedSince) }),
      );
    } else {
      const remembered = request === undefined ? [] : [rememberRequest(table, request, now)];
      const headPart = { Put: { TableName: table.name, Item: head, ...condition(...unchangedSince) } };
      await table.client.send(new TransactWriteItemsCommand({ TransactItems: [...remembered, headPart, ...others] }));
    }
    return 'saved';
  } catch (error) {
    if (request !== undefined && isReplay(request, obstaclesOf(error)?.[0])) return 'replayed';
    throw isConflict(error) ? new ConflictError(lead.id, { cause: error }) : error;
  }
}

const condition = (expression: string, values: Item) => ({
  ConditionExpression: expression,
  ExpressionAttributeValues: values,
});

const put = (table: Table, item: Item, unless?: string, onFailure?: 'ALL_OLD'): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: item,
    ...(unless === undefined ? {} : { ConditionExpression: unless }),
    ...(onFailure === undefined ? {} : { ReturnValuesOnConditionCheckFailure: onFailure }),
  },
});

/** Appends to the ledger: an entry is only ever written once. */
const consentParts = (table: Table, { lead, entries }: Change): TransactWriteItem[] =>
  entries.map((entry) =>
    put(
      table,
      toItem({ pk: addressKey(lead.addressHash), sk: consentKey(entry.n), leadId: lead.id, ...entry }),
      'attribute_not_exists(pk)',
    ),
  );

/** Takes a team's turn, if nobody took it since it was read. */
function turn(table: Table, { team, last, version }: Rotation): TransactWriteItem {
  const unless = version === 0 ? 'attribute_not_exists(pk)' : 'version = :version';
  const values = version === 0 ? {} : { ExpressionAttributeValues: { ':version': { N: String(version) } } };

  return {
    Put: {
      TableName: table.name,
      Item: toItem({ pk: `TEAM#${team}`, sk: 'ROTATION', last, version: version + 1 }),
      ConditionExpression: unless,
      ...values,
    },
  };
}
