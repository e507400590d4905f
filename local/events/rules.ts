import * as z from 'zod';
import type { Model } from '#local/cfn/model.ts';
import { compilePattern, type EventMatcher } from './pattern.ts';

/** A target of a rule or schedule. */
export type Target = {
  readonly id: string;
  readonly arn: string;
  /** Constant input in place of the event. */
  readonly input: string | undefined;
  readonly retries: number;
  readonly deadLetterArn: string | undefined;
};

/** A rule of the template. Disabled ones are left out. */
export type Rule = {
  readonly arn: string;
  readonly name: string;
  readonly busName: string;
  readonly matches: EventMatcher | undefined;
  readonly scheduleExpression: string | undefined;
  readonly targets: readonly Target[];
};

const TargetProperties = z.object({
  Id: z.string(),
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.never('is not run locally').optional(),
  InputTransformer: z.never('is not run locally').optional(),
  RetryPolicy: z.object({ MaximumRetryAttempts: z.number().default(185) }).default({ MaximumRetryAttempts: 185 }),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
});

const RuleProperties = z.object({
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']).default('ENABLED'),
  Targets: z.array(TargetProperties).default([]),
});

/** All enabled rules of the model. A pattern or property that cannot be run throws, naming the rule and the place. */
export function rulesOf(model: Model): Rule[] {
  return model.ofType('AWS::Events::Rule').flatMap(({ properties, logicalId, physicalId, arn }) => {
    try {
      const { EventBusName, EventPattern, ScheduleExpression, State, Targets } = RuleProperties.parse(properties);
      if (State === 'DISABLED') return [];

      return [
        {
          arn,
          name: physicalId,
          busName: busNameOf(EventBusName),
          matches: EventPattern && compilePattern(EventPattern),
          scheduleExpression: ScheduleExpression,
          targets: Targets.map(targetOf),
        },
      ];
    } catch (error) {
      throw new Error(
        `The rule ${logicalId} cannot be run locally: ${error instanceof Error ? error.message : error}`,
        { cause: error },
      );
    }
  });
}

/** `arn:…:event-bus/name` and `name` both name a bus. */
export function busNameOf(nameOrArn: string): string {
  return /:event-bus\/(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;
}

function targetOf({ Id, Arn, Input, RetryPolicy, DeadLetterConfig }: z.infer<typeof TargetProperties>): Target {
  return {
    id: Id,
    arn: Arn,
    input: Input,
    retries: RetryPolicy.MaximumRetryAttempts,
    deadLetterArn: DeadLetterConfig?.Arn,
  };
}
