import type { QueueMapping, StreamMapping } from '#local/sources/mappings.ts';

const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:consume';

/** A stream mapping with Lambda's defaults. */
export function aStreamMapping(changes: Partial<StreamMapping> = {}): StreamMapping {
  return {
    kind: 'stream',
    id: 'goldpan-dev-service.Source',
    functionArn,
    sourceArn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/leads/stream/2026',
    tableName: 'leads',
    batchSize: 100,
    windowMilliseconds: 0,
    filter: undefined,
    startingPosition: 'TRIM_HORIZON',
    reportsFailures: false,
    bisects: false,
    retries: Number.POSITIVE_INFINITY,
    maximumAgeMilliseconds: Number.POSITIVE_INFINITY,
    onFailure: undefined,
    ...changes,
  };
}

/** A queue mapping with Lambda's defaults. */
export function aQueueMapping(changes: Partial<QueueMapping> = {}): QueueMapping {
  return {
    kind: 'queue',
    id: 'goldpan-dev-service.Queue',
    functionArn,
    sourceArn: 'arn:aws:sqs:eu-central-1:000000000000:work',
    queueName: 'work',
    batchSize: 10,
    windowMilliseconds: 0,
    filter: undefined,
    reportsFailures: true,
    maximumConcurrency: 2,
    ...changes,
  };
}
