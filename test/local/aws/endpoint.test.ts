import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../support/local-aws.ts';

let test: TestAws;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  test = await startTestAws();
  dynamodb = new DynamoDBClient(test.worker);
});
afterAll(() => test.stop());

const principal = 'arn:aws:sts::000000000000:assumed-role/worker-role/worker';
const tableArn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/leads';
const item = (pk: string) => ({ pk: { S: pk }, sk: { S: 'LEAD' } });
const denied = (action: string, resource: string) =>
  `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

describe('DynamoDB', () => {
  it('does what the role allows', async () => {
    await dynamodb.send(new PutItemCommand({ TableName: 'leads', Item: item('LEAD#1') }));
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: 'leads', Key: item('LEAD#1') }));

    expect(Item).toEqual(item('LEAD#1'));
  });

  it('refuses another partition in the words of AWS', async () => {
    const put = dynamodb.send(new PutItemCommand({ TableName: 'leads', Item: item('TEAM#1') }));

    await expect(put).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: denied('dynamodb:PutItem', tableArn),
    });
  });

  it('refuses an action that no statement names', async () => {
    const scan = dynamodb.send(new ScanCommand({ TableName: 'leads' }));

    await expect(scan).rejects.toMatchObject({ message: denied('dynamodb:Scan', tableArn) });
  });

  it('names an explicit deny', async () => {
    const put = dynamodb.send(new PutItemCommand({ TableName: 'leads', Item: item('ADDRESS#secret') }));

    await expect(put).rejects.toThrow('with an explicit deny in an identity-based policy');
  });

  it('refuses a whole transaction and a whole batch for one foreign item, and writes none of it', async () => {
    const put = (pk: string) => ({ Put: { TableName: 'leads', Item: item(pk) } });
    const transaction = dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [put('LEAD#2'), put('TEAM#2')] }));
    await expect(transaction).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const write = (pk: string) => ({ PutRequest: { Item: item(pk) } });
    const batch = dynamodb.send(
      new BatchWriteItemCommand({ RequestItems: { leads: [write('LEAD#2'), write('TEAM#2')] } }),
    );
    await expect(batch).rejects.toMatchObject({ message: denied('dynamodb:BatchWriteItem', tableArn) });
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: 'leads', Key: item('LEAD#2') }));

    expect(Item).toBeUndefined();
  });

  it('tells the table from its index', async () => {
    const query = (IndexName: string | undefined, key: string, value: string) =>
      dynamodb.send(
        new QueryCommand({
          TableName: 'leads',
          ...(IndexName ? { IndexName } : {}),
          KeyConditionExpression: '#k = :v',
          ExpressionAttributeNames: { '#k': key },
          ExpressionAttributeValues: { ':v': { S: value } },
        }),
      );

    await expect(query('due', 'duePk', 'DUE#3')).resolves.toMatchObject({ Count: 0 });
    await expect(query('due', 'duePk', 'LEAD#1')).rejects.toMatchObject({
      message: denied('dynamodb:Query', `${tableArn}/index/due`),
    });
    await expect(query(undefined, 'pk', 'DUE#3')).rejects.toMatchObject({
      message: denied('dynamodb:Query', tableArn),
    });
  });

  it('logs each kind of denial once, without ids', async () => {
    const put = (pk: string) => dynamodb.send(new PutItemCommand({ TableName: 'leads', Item: item(pk) }));
    await put('KEY#first').catch(() => {});
    await put('KEY#second').catch(() => {});
    const logged = test.lines.filter((line) => line.includes('KEY#'));

    expect(logged).toEqual([
      `Access denied to worker: ${denied('dynamodb:PutItem', tableArn)} (dynamodb:leadingkeys KEY#…)`,
    ]);
  });

  it('does not know an access key that belongs to no function', async () => {
    const stranger = new DynamoDBClient({
      ...test.worker,
      credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' },
    });

    await expect(stranger.send(new ScanCommand({ TableName: 'leads' }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });
});

describe('SQS', () => {
  const call = async (operation: string, body: unknown, key = test.worker.credentials.accessKeyId) => {
    const response = await fetch(test.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/eu-central-1/sqs/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(body),
    });

    return { status: response.status, headers: response.headers, body: await response.json() };
  };

  it('takes a message under the queue URL that the template resolves to', async () => {
    const { status, body } = await call('SendMessage', {
      QueueUrl: `${test.url}/000000000000/work`,
      MessageBody: 'hello',
    });

    expect(status).toBe(200);
    expect(body.MessageId).toMatch(/^[\w-]{36}$/);
    expect(test.aws.sqs.depth('work').ready).toBe(1);
  });

  it('refuses with the action in lower case, as SQS does', async () => {
    const { status, headers, body } = await call('SendMessage', {
      QueueUrl: `${test.url}/000000000000/dead`,
      MessageBody: 'x',
    });

    expect(status).toBe(403);
    expect(headers.get('x-amzn-query-error')).toBe('AccessDenied;Sender');
    expect(body).toEqual({
      __type: 'com.amazon.coral.service#AccessDeniedException',
      message: denied('sqs:sendmessage', 'arn:aws:sqs:eu-central-1:000000000000:dead'),
    });
  });

  it('gives queue URLs that lead back to itself', async () => {
    const { body } = await call('GetQueueUrl', { QueueName: 'work' }, 'admin');

    expect(body.QueueUrl).toBe(`${test.url}/000000000000/work`);
  });
});

describe('EventBridge', () => {
  const put = (entry: { Source: string; EventBusName: string }) =>
    new EventBridgeClient(test.worker).send(
      new PutEventsCommand({ Entries: [{ ...entry, DetailType: 'lead.captured', Detail: '{}' }] }),
    );

  it('hands entries to the bus and answers with its results', async () => {
    const { FailedEntryCount, Entries } = await put({ Source: 'goldpan', EventBusName: 'goldpan' });

    expect({ FailedEntryCount, Entries }).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: 'event-0' }] });
    expect(test.events).toEqual([
      { Source: 'goldpan', EventBusName: 'goldpan', DetailType: 'lead.captured', Detail: '{}' },
    ]);
  });

  it.each([
    ['another source', { Source: 'aws.s3', EventBusName: 'goldpan' }, 'event-bus/goldpan'],
    ['another bus', { Source: 'goldpan', EventBusName: 'default' }, 'event-bus/default'],
  ])('refuses %s', async (_, entry, bus) => {
    await expect(put(entry)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: denied('events:PutEvents', `arn:aws:events:eu-central-1:000000000000:${bus}`),
    });
  });
});

describe('SES', () => {
  const raw = (from: string, extra = '') =>
    Buffer.from(
      `From: ${from}\r\nTo: ada@example.net\r\n${extra}Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello\r\n`,
    );
  const send = (
    from: string,
    options: { ConfigurationSetName?: string; Destinations?: string[]; Data?: Buffer } = {},
  ) => {
    const { Data = raw(from), ...rest } = options;

    return new SESClient(test.worker).send(new SendRawEmailCommand({ RawMessage: { Data }, ...rest }));
  };

  it('takes a mail, and the inbox shows it by the local clock', async () => {
    test.clock.advance(86_400_000);
    const { MessageId = '' } = await send('Goldpan <hello@mail.example.com>', {
      ConfigurationSetName: 'outbound',
      Destinations: ['ada@example.net'],
      Data: raw('Goldpan <hello@mail.example.com>', 'List-Unsubscribe: <https://x>,\r\n <mailto:y@z>\r\n'),
    });
    const mail = test.aws.inbox.get(MessageId);

    expect(mail).toMatchObject({ id: MessageId, to: 'ada@example.net', subject: 'Grüße', text: 'Hello\n', html: null });
    expect(mail?.from).toContain('hello@mail.example.com');
    expect(mail?.headers['list-unsubscribe']).toBe('<https://x>, <mailto:y@z>');
    expect(mail?.headers['message-id']).toBe(`<${MessageId}@eu-central-1.amazonses.com>`);
    expect(Date.parse(mail?.receivedAt ?? '') - Date.now()).toBeGreaterThan(86_000_000);
    expect(test.aws.inbox.list()[0]).toBe(mail);
  });

  it('refuses another sender in the words of SES', async () => {
    await expect(send('else@mail.example.com')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User \`${principal}' is not authorized to perform \`ses:SendRawEmail' on resource \`arn:aws:ses:eu-central-1:000000000000:identity/mail.example.com'`,
    });
  });

  it('refuses a configuration set that the role may not use', async () => {
    await expect(send('hello@mail.example.com', { ConfigurationSetName: 'other' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it.each([
    ['a sender that is not verified', 'elsewhere@example.org', {}, 'MessageRejected'],
    [
      'a configuration set that does not exist',
      'hello@mail.example.com',
      { ConfigurationSetName: 'missing' },
      'ConfigurationSetDoesNotExistException',
    ],
    [
      '51 recipients',
      'hello@mail.example.com',
      { Destinations: Array.from({ length: 51 }, (_, n) => `a${n}@example.net`) },
      'InvalidParameterValue',
    ],
    ['no domain', 'hello@mail.example.com', { Destinations: ['ada'] }, 'InvalidParameterValue'],
    [
      'a second subject',
      'hello@mail.example.com',
      { Data: raw('hello@mail.example.com', 'Subject: two\r\n') },
      'InvalidParameterValue',
    ],
    [
      'more than 10 MB',
      'hello@mail.example.com',
      { Data: Buffer.concat([raw('hello@mail.example.com'), Buffer.alloc(10_485_760, 'x')]) },
      'InvalidParameterValue',
    ],
  ])('refuses %s as SES does', async (_, from, options, name) => {
    const before = test.aws.inbox.list().length;

    await expect(send(from, options)).rejects.toMatchObject({ name });
    expect(test.aws.inbox.list()).toHaveLength(before);
  });
});

it('dates its answers by the local clock, so that the SDK signs in step', async () => {
  const response = await fetch(test.url, { method: 'POST' });

  expect(Date.parse(response.headers.get('date') ?? '') - Date.now()).toBeGreaterThan(80_000_000);
});
