import {
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Instant } from '#domain/instant.ts';
import type { Change } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import type { Alongside, Claimed, IdempotentRequest, Leads, Rotation, VacantAddress } from '#ports/leads.ts';
import type { Clock } from '#ports/world.ts';
import { AddressItem, attributesOf, forgottenOf, stillForgotten } from './address-items.ts';
import { isConflict, obstaclesOf } from './conflicts.ts';
import { type Item, toItem } from './items.ts';
import { HEAD, headItem, leadOf, PROFILE, profileItem } from './lead-items.ts';
import { mailboxPart } from './mailboxes.ts';
import { isReplay, rememberRequest } from './requests.ts';
import { liftPart, suppressionParts } from './suppressions.ts';
import { addressKey, consentKey, leadKey, type Table } from './table.ts';

/** Leads in the table. A change is one conditional write: a put, or a transaction where more than the head changes. */
export function dynamoLeads(table: Table, clock: Clock): Leads {
  return {
    get: (id) => read(table, id),
    create: (change, { request, vacant } = {}) => create(table, change, request, vacant, clock()),
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
  vacant: VacantAddress | undefined,
  now: Instant,
): Promise<Claimed> {
  const { lead } = change;
  const parts = [
    ...(request === undefined ? [] : [rememberRequest(table, request, now)]),
    addressPart(table, lead, vacant, now),
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
    if (owner?.code === 'ConditionalCheckFailed') return claimed(owner.item, lead.id);
    throw isConflict(error) ? new ConflictError(lead.id, { cause: error }) : error;
  }
}

/** What stood in the way may be gone by now: then whoever asks tries again. */
function claimed(inTheWay: unknown, tried: string): Claimed {
  const { leadId, ledger, ...address } = AddressItem.parse(inTheWay ?? {});
  if (leadId !== undefined) return { outcome: 'known', leadId };
  if (ledger === undefined) throw new ConflictError(tried);

  return { outcome: 'vacant', address: { ledger, forgotten: forgottenOf(address) } };
}

/** Takes an address that is nobody's. One that was somebody's keeps where its ledger stands, until the lead carries that on. */
function addressPart(table: Table, lead: Lead, vacant: VacantAddress | undefined, now: Instant): TransactWriteItem {
  const item = toItem({
    pk: addressKey(lead.addressHash),
    sk: 'ADDRESS',
    leadId: lead.id,
    since: now,
    ...attributesOf(vacant?.forgotten ?? {}),
  });
  if (vacant === undefined) return put(table, item, 'attribute_not_exists(pk)', 'ALL_OLD');
  const { expression, values } = stillForgotten(vacant.forgotten);

  return {
    Put: {
      TableName: table.name,
      Item: item,
      ...condition(
        `attribute_not_exists(leadId) AND ledger.entries = :entries AND ${expression}`,
        toItem({ ':entries': vacant.ledger.entries, ...values }),
      ),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

async function save(
  table: Table,
  change: Change,
  { request, rotation, mailbox }: Alongside,
  now: Instant,
): Promise<'saved' | 'replayed'> {
  const { before, lead } = change;
  const head = headItem(lead, change.events);
  const unchangedSince = ['version = :version', { ':version': { N: String(before?.version) } }] as const;
  const others = [
    ...(before?.profile === lead.profile ? [] : [put(table, profileItem(lead))]),
    ...consentParts(table, change),
    ...(change.releasesAddress ? [releasePart(table, lead, now)] : []),
    ...listParts(table, change),
    ...(rotation === undefined ? [] : [turn(table, rotation)]),
    ...(mailbox === undefined ? [] : [mailboxPart(table, mailbox, now)]),
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

/** The address is nobody's from now on; its ledger is kept on it. */
const releasePart = (table: Table, lead: Lead, now: Instant): TransactWriteItem => ({
  Update: {
    TableName: table.name,
    Key: toItem({ pk: addressKey(lead.addressHash), sk: 'ADDRESS' }),
    UpdateExpression: 'SET ledger = :ledger, erasedAt = :now REMOVE leadId',
    ...condition('leadId = :lead', toItem({ ':ledger': lead.ledger, ':now': now, ':lead': lead.id })),
  },
});

function listParts(
  { suppressions: list }: Table,
  { lead, suppressions = [], liftsRefusal }: Change,
): TransactWriteItem[] {
  if (suppressions.length === 0 && !liftsRefusal) return [];
  if (list === undefined) throw new Error('This function was not given the suppression list');

  return [...suppressionParts(list, suppressions), ...(liftsRefusal ? [liftPart(list, lead.addressHash)] : [])];
}

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
