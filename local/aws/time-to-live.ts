import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from './table-definition.ts';

/**
 * Deletes the items whose TTL attribute (epoch seconds) lies before `now`, as DynamoDB does within days. Resolves with how many.
 * An item older than five years by its attribute is left alone, as on AWS.
 */
export async function sweepExpired(
  client: DynamoDBClient,
  tableName: string,
  definition: TableDefinition,
  now: Date,
): Promise<number> {
  const attribute =
    definition.TimeToLiveSpecification?.Enabled === true ? definition.TimeToLiveSpecification.AttributeName : undefined;
  if (attribute === undefined) return 0;
  const seconds = Math.floor(now.getTime() / 1_000);
  const keys = definition.KeySchema.map(({ AttributeName }) => AttributeName);
  const past = {
    ExpressionAttributeNames: { '#ttl': attribute },
    ExpressionAttributeValues: {
      ':now': { N: String(seconds) },
      ':oldest': { N: String(seconds - FIVE_YEARS) },
      ':number': { S: 'N' },
    },
  };
  const condition = 'attribute_type(#ttl, :number) AND #ttl < :now AND #ttl > :oldest';
  let deleted = 0;
  for await (const { Items = [] } of paginateScan(
    { client },
    { TableName: tableName, FilterExpression: condition, ...past },
  )) {
    for (const item of Items) {
      const key = Object.fromEntries(keys.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
      deleted += await deleteUnlessChanged(client, {
        TableName: tableName,
        Key: key,
        ConditionExpression: condition,
        ...past,
      });
    }
  }

  return deleted;
}

const FIVE_YEARS = 5 * 365 * 86_400;

/** The item may have got a later expiry since the scan. */
async function deleteUnlessChanged(
  client: DynamoDBClient,
  input: ConstructorParameters<typeof DeleteItemCommand>[0],
): Promise<number> {
  try {
    await client.send(new DeleteItemCommand(input));

    return 1;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 0;
    throw error;
  }
}
