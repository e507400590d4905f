import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionNames } from '#infra/functions.ts';
import { stages } from '#infra/stages.ts';
import { functionsOf, resources, target } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

const { service } = templatesOf();
const functions = functionsOf(service);
const own: Record<string, string[]> = {
  confirm: ['BASE_URL', 'SITE_URL', 'SUPPRESSION_TABLE_NAME'],
  unsubscribe: ['BASE_URL', 'SUPPRESSION_TABLE_NAME'],
  preferences: ['BASE_URL', 'SUPPRESSION_TABLE_NAME'],
  respond: ['BASE_URL'],
  publish: ['BUS_NAME'],
  mail: ['BASE_URL', 'SITE_URL', 'MAIL_FROM', 'MAIL_CONFIGURATION_SET', 'SUPPRESSION_TABLE_NAME'],
  rescore: ['SEGMENTS', 'PAGE_ITEMS'],
  feedback: ['SUPPRESSION_TABLE_NAME'],
  due: ['DUE_INDEX', 'SUPPRESSION_TABLE_NAME'],
};

const Logging = z.object({ LoggingConfig: z.object({ LogGroup: z.unknown() }) });
const logGroupOf = (properties: unknown) => target(Logging.parse(properties).LoggingConfig.LogGroup);

it('deploys every function once', () => {
  expect([...functions.keys()].toSorted()).toEqual([...functionNames].toSorted());
});

describe.each(functionNames)('%s', (name) => {
  const found = functions.get(name);
  if (found === undefined) throw new Error(`No function ${name}`);
  const { Properties: properties, environment } = found;

  it('runs its own bundle on arm64 and the newest Node', () => {
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
  });

  it('gets the environment it uses and no more', () => {
    expect(Object.keys(environment).toSorted()).toEqual(['TABLE_NAME', ...(own[name] ?? [])].toSorted());
  });

  it('has explicit memory and time', () => {
    expect(properties.MemorySize).toBeTypeOf('number');
    expect(properties.Timeout).toBeTypeOf('number');
  });

  it('writes JSON to a log group of its own that forgets', () => {
    const logs = logGroupOf(properties);
    const group = resources(service, 'AWS::Logs::LogGroup').find(({ id }) => id === logs);
    const sharers = [...functions.values()].filter((other) => logGroupOf(other.Properties) === logs);
    expect(properties.LoggingConfig).toMatchObject({ LogFormat: 'JSON' });
    expect(group?.Properties.RetentionInDays).toBe(stages.dev.logRetention);
    expect(sharers).toHaveLength(1);
  });

  it('has a role of its own without managed policies', () => {
    const role = target(properties.Role);
    const sharers = [...functions.values()].filter((other) => target(other.Properties.Role) === role);
    const found = resources(service, 'AWS::IAM::Role').find(({ id }) => id === role);
    expect(sharers).toHaveLength(1);
    expect(found?.Properties.ManagedPolicyArns).toBeUndefined();
  });
});

it('lets nobody wait longer than the API does, and due end before its next run', () => {
  for (const name of ['capture', 'confirm', 'unsubscribe', 'preferences', 'track', 'respond'])
    expect(functions.get(name)?.Properties.Timeout).toBeLessThan(30);
  expect(functions.get('due')?.Properties.Timeout).toBeLessThan(60);
});
