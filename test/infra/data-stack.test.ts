import { describe, expect, it } from 'vitest';
import { stageNames, stages } from '#infra/stages.ts';
import { resources } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

describe.each(stageNames)('the data of %s', (name) => {
  const { data } = templatesOf(stages[name]);
  const [table] = resources(data, 'AWS::DynamoDB::Table');
  const [key] = resources(data, 'AWS::KMS::Key');

  it('can be restored to any second of the last weeks', () => {
    expect(table?.Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
  });

  it('is encrypted with a key of its own that rotates', () => {
    expect(table?.Properties.SSESpecification).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: { 'Fn::GetAtt': [key?.id, 'Arn'] },
    });
    expect(key?.Properties.EnableKeyRotation).toBe(true);
  });

  it('announces changes with the new image', () => {
    expect(table?.Properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' });
  });

  it('lets items expire', () => {
    expect(table?.Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
  });

  it('is found by its due time with keys alone', () => {
    expect(table?.Properties.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'due',
        KeySchema: [
          { AttributeName: 'duePk', KeyType: 'HASH' },
          { AttributeName: 'dueAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ]);
  });

  it(name === 'dev' ? 'goes with its stacks' : 'outlives its stacks and refuses deletion', () => {
    const kept = name !== 'dev';
    expect(table?.Properties.DeletionProtectionEnabled).toBe(kept);
    expect([table?.DeletionPolicy, key?.DeletionPolicy]).toEqual(kept ? ['Retain', 'Retain'] : ['Delete', 'Delete']);
  });
});

describe('after a restore', () => {
  const streamArn =
    'arn:aws:dynamodb:eu-central-1:123456789012:table/goldpan-prod-restored/stream/2026-11-23T10:00:00.000';
  const restored = { tableName: 'goldpan-prod-restored', streamArn };
  const { data, service } = templatesOf({ ...stages.prod, restored });

  it('has the service work on the restored table, with nothing left that it imports of the one before', () => {
    const functions = resources(service, 'AWS::Lambda::Function');
    expect(functions.length).toBeGreaterThan(10);
    for (const { Properties } of functions)
      expect(Properties).toMatchObject({ Environment: { Variables: { TABLE_NAME: 'goldpan-prod-restored' } } });
    expect(
      resources(service, 'AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties.EventSourceArn),
    ).toContain(streamArn);
    const imports = /ImportValue":"[^"]*LeadsTable/;
    expect(JSON.stringify(templatesOf(stages.prod).service)).toMatch(imports);
    expect(JSON.stringify(service)).not.toMatch(imports);
    expect(JSON.stringify(service)).toContain('table/goldpan-prod-restored');
  });

  it('keeps the key and the suppression list as they are', () => {
    const before = templatesOf(stages.prod).data;
    expect(resources(data, 'AWS::KMS::Key')).toEqual(resources(before, 'AWS::KMS::Key'));
    expect(resources(data, 'AWS::DynamoDB::Table').map(({ id }) => id)).toEqual(
      resources(before, 'AWS::DynamoDB::Table')
        .map(({ id }) => id)
        .filter((id) => id.startsWith('Suppressions')),
    );
  });
});
