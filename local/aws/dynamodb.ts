import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DEFAULT_REGION } from '../cfn/model.ts';
import { startDynoxide } from './dynoxide.ts';

export type DynamoDb = {
  readonly endpoint: string;
  /** We started it, on the file that was asked for. */
  readonly isOurs: boolean;
  stop(): Promise<void>;
};

/**
 * Starts DynamoDB: Dynoxide with its tables in `file`, or in a temporary file that goes when it stops.
 * `DYNAMODB_ENDPOINT` names another one to use instead (for example DynamoDB Local); that one is neither started nor stopped.
 */
export async function startDynamoDb({ file }: { file?: string } = {}): Promise<DynamoDb> {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given !== undefined && given !== '') return { endpoint: given, isOurs: false, stop: async () => {} };
  if (file !== undefined) return { isOurs: true, ...(await startDynoxide(file)) };

  const folder = await mkdtemp(join(tmpdir(), 'goldpan-dynamodb-'));
  const dynoxide = await startDynoxide(join(folder, 'dynamodb.sqlite'));

  return {
    endpoint: dynoxide.endpoint,
    isOurs: true,
    async stop() {
      await dynoxide.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A client with the runtime's own key. It talks to the emulator directly: no IAM, no meter. */
export function adminClient(endpoint: string, region = DEFAULT_REGION): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region, credentials: { accessKeyId: 'admin', secretAccessKey: 'local' } });
}
