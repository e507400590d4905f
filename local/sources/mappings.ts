import * as z from 'zod';
import type { Model, Resource } from '#local/cfn/model.ts';
import { compilePattern, type EventMatcher } from '#local/events/pattern.ts';

type Mapping = {
  /** Stable over restarts: names the checkpoint. */
  readonly id: string;
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly windowMilliseconds: number;
  /** Which records or messages the function hears; undefined for all. */
  readonly filter: EventMatcher | undefined;
  /** Whether the function's answer tells which items failed. */
  readonly reportsFailures: boolean;
};

export type StreamMapping = Mapping & {
  readonly kind: 'stream';
  readonly tableName: string;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly bisects: boolean;
  /** Infinity when the template sets no end. */
  readonly retries: number;
  readonly maximumAgeMilliseconds: number;
  /** The queue that is told about records that were given up. */
  readonly onFailure: string | undefined;
};

export type QueueMapping = Mapping & {
  readonly kind: 'queue';
  readonly queueName: string;
  readonly maximumConcurrency: number;
};

const unlimited = (value: number) => (value === -1 ? Number.POSITIVE_INFINITY : value);
const Properties = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().optional(),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) }).optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).default('TRIM_HORIZON'),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().default(-1).transform(unlimited),
  MaximumRecordAgeInSeconds: z.number().default(-1).transform(unlimited),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
});

/** The enabled event source mappings of the model. One that cannot be run throws, naming it and the place. */
export function mappingsOf(model: Model): (StreamMapping | QueueMapping)[] {
  return model.ofType('AWS::Lambda::EventSourceMapping').flatMap((resource) => {
    try {
      return mappingOf(model, resource);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The event source mapping ${resource.logicalId} cannot be run locally: ${reason}`, {
        cause: error,
      });
    }
  });
}

function mappingOf(model: Model, resource: Resource): (StreamMapping | QueueMapping)[] {
  const properties = Properties.parse(resource.properties);
  const { EventSourceArn: sourceArn, FunctionName } = properties;
  if (!properties.Enabled) return [];
  const tableName = /:dynamodb:[^:]*:[^:]*:table\/([^/]+)\/stream\//.exec(sourceArn)?.[1];
  const queueName = /:sqs:[^:]*:[^:]*:(.+)$/.exec(sourceArn)?.[1];
  const functionArn = model
    .ofType('AWS::Lambda::Function')
    .find(({ arn, physicalId }) => FunctionName === arn || FunctionName === physicalId)?.arn;
  if (functionArn === undefined) throw new Error(`there is no function ${FunctionName}`);
  const common = {
    id: `${resource.stack}.${resource.logicalId}`,
    functionArn,
    sourceArn,
    windowMilliseconds: properties.MaximumBatchingWindowInSeconds * 1000,
    filter: filterOf(properties.FilterCriteria?.Filters ?? []),
    reportsFailures: properties.FunctionResponseTypes.length > 0,
  };
  if (queueName !== undefined) {
    const maximumConcurrency = properties.ScalingConfig?.MaximumConcurrency ?? Number.POSITIVE_INFINITY;

    return [{ ...common, kind: 'queue', queueName, maximumConcurrency, batchSize: properties.BatchSize ?? 10 }];
  }
  if (tableName === undefined) throw new Error(`${sourceArn} is neither a table's stream nor a queue`);

  return [
    {
      ...common,
      kind: 'stream',
      tableName,
      batchSize: properties.BatchSize ?? 100,
      startingPosition: properties.StartingPosition,
      bisects: properties.BisectBatchOnFunctionError,
      retries: properties.MaximumRetryAttempts,
      maximumAgeMilliseconds: properties.MaximumRecordAgeInSeconds * 1000,
      onFailure: properties.DestinationConfig.OnFailure?.Destination,
    },
  ];
}

/** An item is heard when any filter fits; no filters hear everything. */
function filterOf(filters: readonly { Pattern: string }[]): EventMatcher | undefined {
  const matchers = filters.map(({ Pattern }) => compilePattern(JSON.parse(Pattern)));

  return matchers.length === 0 ? undefined : (item) => matchers.some((matcher) => matcher(item));
}
