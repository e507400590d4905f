import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminClient, startDynamoDb } from '#local/aws/dynamodb.ts';
import { commandLine } from '#local/aws/leftover.ts';
import { provideTable } from '#local/aws/tables.ts';
import { GOLDPAN_TABLE, startTestTable } from '#test/support/dynamodb.ts';

const key = { pk: { S: 'LEAD#1' }, sk: { S: 'LEAD' } };

describe('a test table', () => {
  it('has the keys, the due index and the stream of the design', async () => {
    const { client, tableName, stop } = await startTestTable();
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    await client.send(
      new PutItemCommand({ TableName: tableName, Item: { ...key, duePk: { S: 'DUE#0' }, dueAt: { S: '2026-01-01' } } }),
    );
    const due = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'due',
        KeyConditionExpression: 'duePk = :shard',
        ExpressionAttributeValues: { ':shard': { S: 'DUE#0' } },
      }),
    );

    expect(Table?.KeySchema?.map(({ AttributeName }) => AttributeName)).toEqual(['pk', 'sk']);
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' });
    expect(due.Items).toEqual([{ ...key, duePk: { S: 'DUE#0' }, dueAt: { S: '2026-01-01' } }]);
    await stop();
  });
});

describe.skipIf(process.env.DYNAMODB_ENDPOINT)('Dynoxide on a file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'goldpan-test-'));
    file = join(folder, 'dynamodb.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps tables and items over a restart', async () => {
    const first = await startDynamoDb({ file });
    const client = adminClient(first.endpoint);
    await provideTable(client, 'leads', GOLDPAN_TABLE);
    await client.send(new PutItemCommand({ TableName: 'leads', Item: { ...key, stage: { S: 'raw' } } }));
    await first.stop();

    const second = await startDynamoDb({ file });
    const again = adminClient(second.endpoint);
    await provideTable(again, 'leads', GOLDPAN_TABLE);
    const { Item } = await again.send(new GetItemCommand({ TableName: 'leads', Key: key }));
    await second.stop();

    expect(Item).toEqual({ ...key, stage: { S: 'raw' } });
  });

  it('adds an index and a stream to a table that has none', async () => {
    const { endpoint, stop } = await startDynamoDb({ file });
    const client = adminClient(endpoint);
    const { StreamSpecification: _, ...withoutStream } = GOLDPAN_TABLE;
    const AttributeDefinitions = GOLDPAN_TABLE.AttributeDefinitions.slice(0, 2);
    await provideTable(client, 'leads', { ...withoutStream, AttributeDefinitions, GlobalSecondaryIndexes: [] });
    await provideTable(client, 'leads', GOLDPAN_TABLE);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'leads' }));
    await stop();

    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['due']);
    expect(Table?.StreamSpecification?.StreamEnabled).toBe(true);
  });

  it('refuses a table whose primary key has changed', async () => {
    const { endpoint, stop } = await startDynamoDb({ file });
    const client = adminClient(endpoint);
    await provideTable(client, 'leads', GOLDPAN_TABLE);
    const changed = provideTable(client, 'leads', { ...GOLDPAN_TABLE, KeySchema: GOLDPAN_TABLE.KeySchema.slice(0, 1) });

    await expect(changed).rejects.toThrow('another primary key');
    await stop();
  });

  it('dies with a parent that is killed with -9, and the next start finds the items', async () => {
    const script = `
      import { startDynamoDb } from '#local/aws/dynamodb.ts';
      await startDynamoDb({ file: process.argv[1] });
      console.log('ready');
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    const pid = Number(readFileSync(`${file}.pid`, 'utf8'));
    expect(commandLine(pid)).toContain('dynoxide');
    parent.kill('SIGKILL');

    await expect.poll(() => commandLine(pid), { timeout: 3_000 }).toBeUndefined();
    const { stop } = await startDynamoDb({ file });
    await stop();
  });

  it('ends a leftover Dynoxide on the same file, and leaves a stranger with its pid alone', async () => {
    const { stop } = await startDynamoDb({ file });
    const pid = Number(readFileSync(`${file}.pid`, 'utf8'));
    const { stop: stopSecond } = await startDynamoDb({ file });
    expect(commandLine(pid)).toBeUndefined();
    await stopSecond();
    await stop();

    const stranger = spawn('sleep', ['30']);
    spawnSync('sh', ['-c', `echo ${stranger.pid} > '${file}.pid'`]);
    const { stop: stopThird } = await startDynamoDb({ file });
    expect(stranger.exitCode).toBeNull();
    expect(commandLine(stranger.pid ?? 0)).toContain('sleep');
    stranger.kill();
    await stopThird();
    expect(existsSync(file)).toBe(true);
  });
});
