import * as z from 'zod';
import { AttributeValue, Item } from './attribute-value.ts';

const WriteKey = z.object({ TableName: z.string(), Key: Item });
const TransactWriteItem = z.object({
  Put: z.object({ TableName: z.string(), Item }).optional(),
  Update: WriteKey.optional(),
  Delete: WriteKey.optional(),
  ConditionCheck: WriteKey.optional(),
});
const WriteRequest = z.object({
  PutRequest: z.object({ Item }).optional(),
  DeleteRequest: z.object({ Key: Item }).optional(),
});

/** The parts of DynamoDB's requests that authorisation and metering read. */
export const requests = {
  GetItem: WriteKey.extend({ ConsistentRead: z.boolean().optional() }),
  PutItem: z.object({ TableName: z.string(), Item }),
  UpdateItem: WriteKey,
  DeleteItem: WriteKey,
  Query: z.object({
    TableName: z.string(),
    IndexName: z.string().optional(),
    ConsistentRead: z.boolean().optional(),
    KeyConditionExpression: z.string().optional(),
    ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
    ExpressionAttributeValues: Item.default({}),
    KeyConditions: z
      .record(z.string(), z.object({ AttributeValueList: z.array(AttributeValue).default([]) }))
      .default({}),
  }),
  Scan: z.object({
    TableName: z.string(),
    IndexName: z.string().optional(),
    ConsistentRead: z.boolean().optional(),
    Select: z.string().optional(),
    ProjectionExpression: z.string().default(''),
    FilterExpression: z.string().default(''),
    ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  }),
  BatchGetItem: z.object({
    RequestItems: z.record(z.string(), z.object({ Keys: z.array(Item), ConsistentRead: z.boolean().optional() })),
  }),
  BatchWriteItem: z.object({ RequestItems: z.record(z.string(), z.array(WriteRequest)) }),
  TransactGetItems: z.object({ TransactItems: z.array(z.object({ Get: WriteKey })) }),
  TransactWriteItems: z.object({ TransactItems: z.array(TransactWriteItem) }),
} as const;

export type DynamoDbOperation = keyof typeof requests;
export type DynamoDbRequest<Operation extends DynamoDbOperation> = z.infer<(typeof requests)[Operation]>;
export const isDynamoDbOperation = (operation: string): operation is DynamoDbOperation =>
  Object.hasOwn(requests, operation);
