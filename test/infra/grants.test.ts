import { describe, expect, it } from 'vitest';
import { functionNames } from '#infra/functions.ts';
import { dynamoDbAuthorizations } from '#local/aws/dynamodb-calls.ts';
import { decide } from '#local/aws/iam.ts';
import { parsePolicy } from '#local/aws/iam-policy.ts';
import { tableKeys } from '#local/aws/table-keys.ts';
import { GOLDPAN_TABLE } from '#test/support/dynamodb.ts';
import { statementsOf } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

const { service } = templatesOf();
const text = (value: unknown) => JSON.stringify(value);
const may = (name: string, action: string) =>
  statementsOf(service, name).filter(({ Action }) => Action.includes(action));
/** The suppression list is a table of its own, with nothing but addresses in it. */
const isOnList = ({ Resource }: { readonly Resource: readonly unknown[] }) => text(Resource).includes('Suppressions');
const leadingKeys = (name: string, action: string) =>
  may(name, `dynamodb:${action}`)
    .filter((statement) => !isOnList(statement))
    .flatMap(({ Condition }) => Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? ['anything']);

describe.each(functionNames)('%s', (name) => {
  const statements = statementsOf(service, name);

  it('has no wildcard in any action or resource', () => {
    expect(statements.length).toBeGreaterThan(2);
    expect(text(statements.map(({ Action, Resource }) => [Action, Resource]))).not.toContain('*');
  });

  it('reaches only named partitions of the table', () => {
    const items = statements.filter(({ Action }) =>
      Action.some((action) => /^dynamodb:(?!DescribeStream|GetRecords|GetShardIterator|ListStreams|Scan)/.test(action)),
    );
    expect(items.length).toBeGreaterThan(0);
    for (const { Condition } of items.filter((statement) => !isOnList(statement)))
      expect(Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']).toSatisfy(
        (keys: unknown) => Array.isArray(keys) && keys.length > 0 && !keys.includes('*'),
      );
  });

  it('updates no lead, and deletes nothing unless it is there to erase', () => {
    for (const action of ['PartiQLSelect', 'DeleteTable']) expect(may(name, `dynamodb:${action}`)).toEqual([]);
    expect(leadingKeys(name, 'UpdateItem')).not.toContain('LEAD#*');
    if (name !== 'erase') expect(may(name, 'dynamodb:DeleteItem')).toEqual([]);
  });

  it('only looks addresses up on the suppression list and adds to it', () => {
    const actions = statements.filter(isOnList).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/^dynamodb:(?:BatchGetItem|UpdateItem)$/.test(action))).toEqual([]);
  });

  it('uses the key through DynamoDB alone', () => {
    const keyed = statements.filter(({ Action }) => Action.some((action) => action.startsWith('kms:')));
    expect(keyed).toHaveLength(1);
    expect(text(keyed[0]?.Condition)).toContain('dynamodb.');
    expect(keyed[0]?.Action).not.toContain('kms:CreateGrant');
  });

  it('cannot create log groups', () => {
    expect(may(name, 'logs:CreateLogGroup')).toEqual([]);
    expect(may(name, 'logs:PutLogEvents')).toHaveLength(1);
  });
});

it('lets rescore alone scan, and see of every item only what tells who is due', () => {
  expect(functionNames.filter((name) => may(name, 'dynamodb:Scan').length > 0)).toEqual(['rescore']);
  const [scan, ...more] = may('rescore', 'dynamodb:Scan');
  expect(more).toEqual([]);
  expect(scan?.Action).toEqual(['dynamodb:Scan']);
  expect(scan?.Condition).toEqual({
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'optIn', 'score'] },
    StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  });
});

it('denies rescore a scan that would see a profile, or everything', () => {
  const statements = may('rescore', 'dynamodb:Scan').map((statement) => ({ ...statement, Resource: ['*'] }));
  const policy = parsePolicy({ Statement: statements });
  const table = () => tableKeys('t', 'arn:aws:dynamodb:eu-central-1:000000000000:table/t', GOLDPAN_TABLE);
  const allowed = (request: object) =>
    dynamoDbAuthorizations('Scan', { TableName: 't', ...request }, table).every(
      (wanted) => decide(policy, wanted).allowed,
    );
  const Select = 'SPECIFIC_ATTRIBUTES';
  expect(allowed({ Select, ProjectionExpression: 'pk', FilterExpression: 'optIn.#s = :c' })).toBe(true);
  expect(allowed({ Select, ProjectionExpression: 'pk, profile' })).toBe(false);
  expect(allowed({ Select, ProjectionExpression: 'pk', FilterExpression: 'attribute_exists(profile)' })).toBe(false);
  expect(allowed({ ProjectionExpression: 'pk' })).toBe(false);
  expect(allowed({ Select: 'ALL_ATTRIBUTES' })).toBe(false);
  expect(allowed({})).toBe(false);
});

it('lets only due and rescore touch releases', () => {
  for (const action of ['GetItem', 'Query', 'PutItem'])
    expect(functionNames.filter((name) => leadingKeys(name, action).includes('RELEASE#*'))).toEqual(['rescore', 'due']);
  expect(leadingKeys('rescore', 'PutItem')).toEqual(['RELEASE#*']);
});

it('lets the addresses be written only where leads are claimed and consents given, ended or proven', () => {
  const writers = functionNames.filter((name) => text(leadingKeys(name, 'PutItem')).includes('ADDRESS#*'));
  expect(writers).toEqual(['capture', 'confirm', 'unsubscribe', 'preferences', 'mail', 'feedback', 'due']);
});

it('keeps the address key from everyone but who must find a lead by its address, or block one', () => {
  const readers = functionNames.filter((name) => leadingKeys(name, 'Query').includes('KEY#address'));
  expect(readers).toEqual(['capture', 'unsubscribe', 'track', 'mail', 'feedback']);
});

it('lets track alone read the keys of other systems, and nobody write them', () => {
  const touching = (action: string) => functionNames.filter((name) => leadingKeys(name, action).includes('KEY#server'));
  expect(touching('Query')).toEqual(['track']);
  for (const action of ['PutItem', 'BatchWriteItem']) expect(touching(action)).toEqual([]);
});

it('gives due the index and no other function', () => {
  const readers = functionNames.filter((name) => text(statementsOf(service, name)).includes('/index/'));
  expect(readers).toEqual(['due']);
  expect(leadingKeys('due', 'Query')).toContain('DUE#*');
});

it('lets publish alone send events, as goldpan', () => {
  const senders = functionNames.filter((name) => may(name, 'events:PutEvents').length > 0);
  expect(senders).toEqual(['publish']);
  expect(may('publish', 'events:PutEvents')[0]?.Condition).toEqual({ StringEquals: { 'events:source': 'goldpan' } });
});

it('lets mail alone send mails, from one address', () => {
  const senders = functionNames.filter((name) => /"ses:/.test(text(statementsOf(service, name))));
  const [statement] = may('mail', 'ses:SendRawEmail');
  expect(senders).toEqual(['mail']);
  expect(statement?.Action).toEqual(['ses:SendRawEmail']);
  expect(statement?.Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'hello@mail.dev.goldpan.example' } });
});
