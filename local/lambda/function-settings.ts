import * as z from 'zod';
import type { Model, Resource } from '#local/cfn/model.ts';

/** One Lambda function of the template, ready to run. */
export type FunctionSettings = {
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  /** The folder with its bundle, absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency: number | undefined;
  readonly logGroup: string;
  readonly logFormat: 'JSON' | 'Text';
  readonly logLevel: string | undefined;
  readonly asynchronous: AsynchronousSettings;
};

/** What becomes of asynchronous invocations that fail (or succeed). */
export type AsynchronousSettings = {
  readonly retries: number;
  readonly maximumAgeSeconds: number;
  readonly onFailure: string | undefined;
  readonly onSuccess: string | undefined;
  readonly deadLetterArn: string | undefined;
};

const FunctionProperties = z.object({
  Handler: z.string(),
  MemorySize: z.number().default(128),
  Timeout: z.number().default(3),
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  LoggingConfig: z
    .object({
      LogGroup: z.string().optional(),
      LogFormat: z.enum(['JSON', 'Text']).default('Text'),
      ApplicationLogLevel: z.string().optional(),
    })
    .default({ LogFormat: 'Text' }),
  DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).optional(),
});

const Destination = z.object({ Destination: z.string() }).optional();
const InvokeConfig = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  MaximumEventAgeInSeconds: z.number().default(21_600),
  DestinationConfig: z.object({ OnFailure: Destination, OnSuccess: Destination }).default({}),
});

/** All functions of the model. A property that the runtime cannot read throws, naming the function. */
export function functionsOf(model: Model): FunctionSettings[] {
  const invokeConfigs = model
    .ofType('AWS::Lambda::EventInvokeConfig')
    .map(({ properties }) => InvokeConfig.parse(properties));

  return model.ofType('AWS::Lambda::Function').map((resource) => {
    const { physicalId: name, arn } = resource;
    const properties = readProperties(resource);
    const invokeConfig = invokeConfigs.find(({ FunctionName }) => FunctionName === name || FunctionName === arn);

    return {
      name,
      arn,
      handler: properties.Handler,
      folder: model.codeFolder(resource),
      environment: properties.Environment.Variables,
      memoryMegabytes: properties.MemorySize,
      timeoutSeconds: properties.Timeout,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      logGroup: properties.LoggingConfig.LogGroup ?? `/aws/lambda/${name}`,
      logFormat: properties.LoggingConfig.LogFormat,
      logLevel: properties.LoggingConfig.ApplicationLogLevel,
      asynchronous: {
        retries: invokeConfig?.MaximumRetryAttempts ?? 2,
        maximumAgeSeconds: invokeConfig?.MaximumEventAgeInSeconds ?? 21_600,
        onFailure: invokeConfig?.DestinationConfig.OnFailure?.Destination,
        onSuccess: invokeConfig?.DestinationConfig.OnSuccess?.Destination,
        deadLetterArn: properties.DeadLetterConfig?.TargetArn,
      },
    };
  });
}

function readProperties(resource: Resource): z.infer<typeof FunctionProperties> {
  try {
    return FunctionProperties.parse(resource.properties);
  } catch (error) {
    throw new Error(`The function ${resource.logicalId} cannot be run locally.`, { cause: error });
  }
}
