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
