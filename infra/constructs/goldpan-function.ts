import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type FunctionName, functionShapes } from '../functions.ts';
import type { Stage } from '../stages.ts';
import type { AlarmsTopic } from './alarms-topic.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { logGroup } from './log-group.ts';

export type GoldpanFunctionProps = {
  readonly name: FunctionName;
  readonly stage: Stage;
  /** The folder that holds `index.mjs` and `playbook.json`. */
  readonly codeFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly alarms: AlarmsTopic;
};

/**
 * One of our functions: its bundle, its own role and its own log group. The role may write that log group and nothing else until `allow` says so;
 * it has no managed policy and cannot create log groups.
 */
export class GoldpanFunction extends Construct {
  readonly name: FunctionName;
  readonly resource: LambdaFunction;
  readonly timeout: Duration;
  readonly #role: Role;

  constructor(scope: Construct, id: string, { name, stage, codeFolder, environment, alarms }: GoldpanFunctionProps) {
    super(scope, id);
    const shape = functionShapes[name];
    const logs = logGroup(this, 'Logs', stage);
    this.name = name;
    this.timeout = Duration.seconds(shape.timeoutSeconds);
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.allow({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.logGroupArn] });
    this.resource = new LambdaFunction(this, 'Function', {
      functionName: `goldpan-${stage.name}-${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(codeFolder),
      handler: 'index.handler',
      memorySize: shape.memoryMb,
      timeout: this.timeout,
      role: this.#role,
      logGroup: logs,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...environment },
    });
    new ImpactAlarm(this, 'Errors', {
      alarms,
      impact: shape.impact,
      metric: this.resource.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
    });
    this.#acknowledge();
  }

  /** Adds one statement to the function's own policy. */
  allow(statement: {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly conditions?: Record<string, Record<string, unknown>>;
  }): void {
    const { actions, resources, conditions } = statement;
    this.#role.addToPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions ? { conditions } : {}) }),
    );
  }

  #acknowledge(): void {
    Validations.of(this.resource).acknowledge(
      {
        id: 'Serverless-LambdaTracing',
        reason:
          'A lead crosses a stream, a bus and queues, where a trace ends; ids of leads and events in the log tie its way together. The tracer costs 18 ms of a cold start.',
      },
      {
        id: 'Serverless-LambdaDLQ',
        reason:
          'A function-level dead-letter queue serves asynchronous invocations. HTTP, queue and stream callers invoke synchronously and have their own; the minute schedule makes up for a lost run.',
      },
    );
  }
}
