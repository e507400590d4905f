import { Duration, Validations } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { functionShapes } from '../functions.ts';
import type { AlarmsTopic } from './alarms-topic.ts';
import type { GoldpanFunction } from './goldpan-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';

/** Runs the function every minute. A lost run is not repeated: the next one sweeps everything that is due by then. */
export class MinuteSchedule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { handler, alarms }: { readonly handler: GoldpanFunction; readonly alarms: AlarmsTopic },
  ) {
    super(scope, id);
    const rule = new Rule(this, 'Rule', {
      description: `Runs ${handler.name} every minute`,
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(handler.resource, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    handler.resource.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    const reason = 'The next minute makes up for a lost run; the alarm tells when runs stay away.';
    Validations.of(rule).acknowledge({ id: 'Serverless-EventBusDLQ', reason });
    Validations.of(handler.resource).acknowledge({ id: 'Serverless-LambdaAsyncFailureDestination', reason });
    new ImpactAlarm(this, 'NotRunning', {
      alarms,
      impact: functionShapes[handler.name].impact,
      metric: handler.resource.metricInvocations({ period: Duration.minutes(5) }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }
}
