import { expect, it } from 'vitest';
import * as z from 'zod';
import { functionsOf, resources, target } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

const { service } = templatesOf();
const rule = resources(service, 'AWS::Events::Rule').find(({ Properties }) => 'ScheduleExpression' in Properties);
const due = functionsOf(service).get('due');

it('runs due every minute', () => {
  const [first] = z.array(z.object({ Arn: z.unknown() })).parse(rule?.Properties.Targets);
  expect(rule?.Properties.ScheduleExpression).toBe('rate(1 minute)');
  expect(target(first?.Arn)).toBe(due?.id);
});

it('leaves a failed run to the next minute', () => {
  const [config] = resources(service, 'AWS::Lambda::EventInvokeConfig');
  expect(target(config?.Properties.FunctionName)).toBe(due?.id);
  expect(config?.Properties).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
});
