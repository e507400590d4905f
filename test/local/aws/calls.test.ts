import { describe, expect, it } from 'vitest';
import { dynamoDbAuthorizations } from '#local/aws/dynamodb-calls.ts';
import { putEventsAuthorizations } from '#local/aws/events-calls.ts';
import { sesAuthorizations } from '#local/aws/ses-calls.ts';
import { mailIdentities } from '#local/aws/ses-identities.ts';
import { sqsAuthorizations } from '#local/aws/sqs-calls.ts';
import { streamAuthorizations } from '#local/aws/streams-calls.ts';
import { tableKeys } from '#local/aws/table-keys.ts';
import { GOLDPAN_TABLE } from '#test/support/dynamodb.ts';
import { modelOf } from '../support/fixture-model.ts';
import { smallSystem } from '../support/small-system.ts';

const arn = (name: string) => `arn:aws:dynamodb:eu-central-1:000000000000:table/${name}`;
const table = (name: string) => tableKeys(name, arn(name), GOLDPAN_TABLE);
const item = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });
const on = (action: string, resource: string, ...keys: string[]) => ({
  action: `dynamodb:${action}`,
  resource,
  context: { 'dynamodb:leadingkeys': keys },
});

const scan = (resource: string, attributes: string[] = [], select: string[] = []) => ({
  action: 'dynamodb:Scan',
  resource,
  context: { 'dynamodb:leadingkeys': [], 'dynamodb:attributes': attributes, 'dynamodb:select': select },
});

describe('DynamoDB', () => {
  const T = { TableName: 't' };
  const values = { ':a': { S: 'A#1' }, ':b': { S: 'B#1' } };
  const query = (request: object) => ({ ...T, ExpressionAttributeValues: values, ...request });

  it.each<[string, object, (ReturnType<typeof on> | ReturnType<typeof scan>)[]]>([
    ['GetItem', { ...T, Key: item('A#1') }, [on('GetItem', arn('t'), 'A#1')]],
    ['PutItem', { ...T, Item: item('A#1') }, [on('PutItem', arn('t'), 'A#1')]],
    ['UpdateItem', { ...T, Key: item('A#1') }, [on('UpdateItem', arn('t'), 'A#1')]],
    ['DeleteItem', { ...T, Key: item('A#1') }, [on('DeleteItem', arn('t'), 'A#1')]],
    ['Query', query({ KeyConditionExpression: 'pk = :a' }), [on('Query', arn('t'), 'A#1')]],
    ['Query', query({ KeyConditionExpression: ':a=pk AND begins_with(sk, :b)' }), [on('Query', arn('t'), 'A#1')]],
    [
      'Query',
      query({ KeyConditionExpression: 'sk = :b and (#p = :a)', ExpressionAttributeNames: { '#p': 'pk' } }),
      [on('Query', arn('t'), 'A#1')],
    ],
    [
      'Query',
      query({ IndexName: 'due', KeyConditionExpression: 'duePk = :b AND dueAt <= :a' }),
      [on('Query', `${arn('t')}/index/due`, 'B#1')],
    ],
    [
      'Query',
      { ...T, KeyConditions: { pk: { AttributeValueList: [{ S: 'A#1' }], ComparisonOperator: 'EQ' } } },
      [on('Query', arn('t'), 'A#1')],
    ],
    ['Scan', T, [scan(arn('t'))]],
    ['Scan', { ...T, IndexName: 'due' }, [scan(`${arn('t')}/index/due`)]],
    [
      'Scan',
      {
        ...T,
        Select: 'SPECIFIC_ATTRIBUTES',
        ProjectionExpression: '#pk, notes.inner',
        FilterExpression: 'begins_with(sk, :a) AND #optIn.#status = :b AND NOT attribute_exists(#score.#playbook)',
        ExpressionAttributeNames: {
          '#pk': 'pk',
          '#optIn': 'optIn',
          '#status': 'status',
          '#score': 'score',
          '#playbook': 'playbook',
        },
      },
      [scan(arn('t'), ['pk', 'notes', 'sk', 'optIn', 'score'], ['SPECIFIC_ATTRIBUTES'])],
    ],
    [
      'BatchGetItem',
      { RequestItems: { t: { Keys: [item('A#1'), item('B#1'), item('A#1')] }, u: { Keys: [item('C#1')] } } },
      [on('BatchGetItem', arn('t'), 'A#1', 'B#1'), on('BatchGetItem', arn('u'), 'C#1')],
    ],
    [
      'BatchWriteItem',
      { RequestItems: { t: [{ PutRequest: { Item: item('A#1') } }, { DeleteRequest: { Key: item('B#1') } }] } },
      [on('BatchWriteItem', arn('t'), 'A#1', 'B#1')],
    ],
    ['TransactGetItems', { TransactItems: [{ Get: { ...T, Key: item('A#1') } }] }, [on('GetItem', arn('t'), 'A#1')]],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { ...T, Item: item('A#1') } },
          { Update: { ...T, Key: item('B#1') } },
          { Delete: { ...T, Key: item('C#1') } },
          { ConditionCheck: { ...T, Key: item('D#1') } },
        ],
      },
      [
        on('PutItem', arn('t'), 'A#1'),
        on('UpdateItem', arn('t'), 'B#1'),
        on('DeleteItem', arn('t'), 'C#1'),
        on('ConditionCheckItem', arn('t'), 'D#1'),
      ],
    ],
  ])('%s %j', (operation, request, expected) => {
    expect(dynamoDbAuthorizations(operation, request, table)).toEqual(expected);
  });

  it('gives an operation it does not know a right that only a wildcard grants', () => {
    expect(dynamoDbAuthorizations('CreateTable', T, table)).toEqual([
      { action: 'dynamodb:CreateTable', resource: '*', context: {} },
    ]);
  });

  it('refuses a request that is not of its operation', () => {
    expect(() => dynamoDbAuthorizations('PutItem', { ...T, Item: { pk: 'text' } }, table)).toThrow();
  });
});

it('knows a stream by its table, and an iterator by the stream it came from', () => {
  const find = { streamArn: (name: string) => `${arn(name)}/stream/label`, iteratorTable: () => 'u' };
  const own = 'arn:aws:dynamodb:dynoxide:000000000000:table/t/stream/2026';

  expect(streamAuthorizations('DescribeStream', { StreamArn: own }, find)[0]?.resource).toBe(
    `${arn('t')}/stream/label`,
  );
  expect(streamAuthorizations('GetRecords', { ShardIterator: 'i' }, find)[0]?.resource).toBe(
    `${arn('u')}/stream/label`,
  );
  expect(streamAuthorizations('ListStreams', { TableName: 't' }, find)[0]?.resource).toBe(`${arn('t')}/stream/label`);
});

it('authorises batches of SQS under the single action', () => {
  const body = { QueueUrl: 'http://127.0.0.1:1/000000000000/work' };

  expect(sqsAuthorizations('DeleteMessageBatch', body, 'arn:sqs:')).toEqual([
    { action: 'sqs:DeleteMessage', resource: 'arn:sqs:work', context: {} },
  ]);
  expect(sqsAuthorizations('ListQueues', {}, 'arn:sqs:')[0]?.resource).toBe('*');
});

it('groups events by bus', () => {
  const Entries = [
    { Source: 'goldpan', DetailType: 'a', EventBusName: 'bus' },
    { Source: 'goldpan', DetailType: 'b', EventBusName: 'bus' },
    { Source: 'other', EventBusName: 'arn:events:event-bus/far' },
  ];

  expect(putEventsAuthorizations({ Entries }, 'arn:events:')).toEqual([
    {
      action: 'events:PutEvents',
      resource: 'arn:events:event-bus/bus',
      context: { 'events:source': ['goldpan'], 'events:detail-type': ['a', 'b'] },
    },
    {
      action: 'events:PutEvents',
      resource: 'arn:events:event-bus/far',
      context: { 'events:source': ['other'], 'events:detail-type': [] },
    },
  ]);
});

describe('SES', () => {
  const identities = mailIdentities(modelOf(smallSystem));
  const form = (from: string, more: Record<string, string> = {}) =>
    new URLSearchParams({
      Action: 'SendRawEmail',
      'RawMessage.Data': Buffer.from(`From: ${from}\r\nTo: to@x.org\r\nReturn-Path: back@x.org\r\n\r\n`).toString(
        'base64',
      ),
      ...more,
    });

  it('reads sender, name, recipients and return path from the message', () => {
    expect(sesAuthorizations(form('Goldpan <hello@mail.example.com>'), identities)).toEqual([
      {
        action: 'ses:SendRawEmail',
        resource: 'arn:aws:ses:eu-central-1:000000000000:identity/mail.example.com',
        context: {
          'ses:fromaddress': ['hello@mail.example.com'],
          'ses:fromdisplayname': ['Goldpan'],
          'ses:recipients': ['to@x.org'],
          'ses:feedbackaddress': ['back@x.org'],
        },
      },
    ]);
  });

  it('prefers the envelope for recipients, and asks for the configuration set as well', () => {
    const request = form('a@sub.mail.example.com', {
      'Destinations.member.1': 'one@x.org',
      ConfigurationSetName: 'outbound',
    });
    const wanted = sesAuthorizations(request, identities);

    expect(wanted.map(({ resource }) => resource)).toEqual([
      'arn:aws:ses:eu-central-1:000000000000:identity/mail.example.com',
      'arn:aws:ses:eu-central-1:000000000000:configuration-set/outbound',
    ]);
    expect(wanted[0]?.context['ses:recipients']).toEqual(['one@x.org']);
  });

  it('names the address itself where no identity covers it', () => {
    expect(sesAuthorizations(form('a@elsewhere.org'), identities)[0]?.resource).toBe(
      'arn:aws:ses:eu-central-1:000000000000:identity/a@elsewhere.org',
    );
  });
});
