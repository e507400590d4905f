import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { adminClient } from '#local/aws/dynamodb.ts';
import { readSettings } from '#local/start/settings.ts';
import type { Stored } from './command.ts';
import { ConsentProblem } from './consent-problem.ts';

const Local = z.object({ endpoint: z.url(), table: z.string(), suppressions: z.string(), now: z.iso.datetime() });

interface Where {
  readonly url?: string | undefined;
  readonly table?: string | undefined;
  readonly suppressions?: string | undefined;
}

/** The tables of the Goldpan that runs on this machine; or those named, in AWS, with the caller's own credentials and region. */
export async function storedAt({ url, table, suppressions }: Where, env: NodeJS.ProcessEnv): Promise<Stored> {
  if (table === undefined && suppressions === undefined)
    return atGoldpan(url ?? `http://localhost:${readSettings(env).port}`);
  if (table === undefined || suppressions === undefined)
    throw new ConsentProblem('In AWS both tables have to be named: --table NAME --suppressions NAME.');
  const client = new DynamoDBClient({ maxAttempts: 5 });

  return { table: { client, name: table, suppressions }, clock: () => new Date().toISOString() };
}

/** Its clock may have been moved: what it says now goes on from there. */
async function atGoldpan(url: string): Promise<Stored> {
  const answer = await fetch(`${url}/local/consent`, { headers: { accept: 'application/json' } }).catch(() => {
    throw new ConsentProblem(`No Goldpan answers at ${url}. Start it with npm start, or name two tables in AWS.`);
  });
  const { endpoint, table, suppressions, now } = Local.parse(await answer.json());
  const ahead = Date.parse(now) - Date.now();

  return {
    table: { client: adminClient(endpoint), name: table, suppressions },
    clock: () => new Date(Date.now() + ahead).toISOString(),
  };
}
