import type { Authorizer } from '../aws/authorizer.ts';
import type { Callers } from '../aws/callers.ts';
import type { QueueMapping, StreamMapping } from '../sources/mappings.ts';

/**
 * Checks, as Lambda does when a mapping is created, that the function's role may read its source and tell its failure destination.
 * Throws `DeniedError` for the first right that is missing.
 */
export function assertMappingRights(
  mappings: readonly (QueueMapping | StreamMapping)[],
  { authorizer, callers }: { readonly authorizer: Authorizer; readonly callers: Callers },
): void {
  for (const mapping of mappings) {
    const caller = callers.functions.find(({ name }) => mapping.functionArn.endsWith(`:function:${name}`));
    if (caller === undefined) throw new Error(`There is no function ${mapping.functionArn}.`);
    authorizer.authorize(
      caller,
      neededRights(mapping).map(([action, resource]) => ({ action, resource, context: {} })),
    );
  }
}

function neededRights(mapping: QueueMapping | StreamMapping): [action: string, resource: string][] {
  if (mapping.kind === 'queue') {
    return ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => [
      `sqs:${action}`,
      mapping.sourceArn,
    ]);
  }
  const reads = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((action): [string, string] => [
    `dynamodb:${action}`,
    mapping.sourceArn,
  ]);

  return [
    ...reads,
    ...(mapping.onFailure === undefined ? [] : [['sqs:SendMessage', mapping.onFailure] satisfies [string, string]]),
  ];
}
