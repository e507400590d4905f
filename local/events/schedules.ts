import * as z from 'zod';
import type { Model } from '#local/cfn/model.ts';
import { type Rule, rulesOf, type Target } from './rules.ts';

/** Something that fires by the clock: a scheduled rule or a schedule of EventBridge Scheduler. */
export type ScheduleSettings = {
  readonly arn: string;
  readonly name: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly targets: readonly Target[];
  /** Whether the target hears EventBridge's "Scheduled Event"; Scheduler sends its own input only. */
  readonly announces: boolean;
};

const ScheduleProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  StartDate: z.never('is not run locally').optional(),
  EndDate: z.never('is not run locally').optional(),
  Target: z.object({
    Arn: z.string(),
    Input: z.string().default('{}'),
    RetryPolicy: z.object({ MaximumRetryAttempts: z.number().default(185) }).default({ MaximumRetryAttempts: 185 }),
    DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  }),
});

/** All enabled schedules of the model. */
export function schedulesOf(model: Model, rules: readonly Rule[] = rulesOf(model)): ScheduleSettings[] {
  const ofRules = rules.flatMap(({ scheduleExpression, arn, name, targets }) =>
    scheduleExpression === undefined
      ? []
      : [{ arn, name, expression: scheduleExpression, timeZone: 'UTC', targets, announces: true }],
  );
  const ofScheduler = model.ofType('AWS::Scheduler::Schedule').flatMap(({ properties, arn, physicalId }) => {
    const { State, ScheduleExpression, ScheduleExpressionTimezone, Target } = ScheduleProperties.parse(properties);
    const target = {
      id: physicalId,
      arn: Target.Arn,
      input: Target.Input,
      retries: Target.RetryPolicy.MaximumRetryAttempts,
      deadLetterArn: Target.DeadLetterConfig?.Arn,
    };
    const schedule = {
      arn,
      name: physicalId,
      expression: ScheduleExpression,
      timeZone: ScheduleExpressionTimezone,
      targets: [target],
      announces: false,
    };

    return State === 'ENABLED' ? [schedule] : [];
  });

  return [...ofRules, ...ofScheduler];
}
