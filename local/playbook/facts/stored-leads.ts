import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Instant } from '#domain/instant.ts';
import { leadJson } from '#local/pages/leads/lead-json.ts';
import { leadIdOf } from '#local/pages/leads/lead-summary.ts';
import { readLead, readLeads } from '#local/pages/leads/read-leads.ts';
import { AlreadyRunningError } from '#local/stack/already-running-error.ts';
import { lockState } from '#local/stack/state-lock.ts';
import { readSettings } from '#local/start/settings.ts';
import { CommandProblem } from '../command-problem.ts';
import { StoredLead } from './facts-of.ts';

/** Where leads are stored: a running Goldpan on this machine, or a table on AWS. */
export interface StoredLeads {
  /** What time it is there: the local clock can be moved. */
  now(): Promise<Instant>;
  ids(): AsyncIterable<string>;
  read(id: string): Promise<StoredLead | undefined>;
  idOf(email: string): Promise<string | undefined>;
}

interface Where {
  readonly url?: string | undefined;
  readonly table?: string | undefined;
}

/**
 * `--table NAME` (or TABLE_NAME) reads that table, with the credentials, region and AWS_ENDPOINT_URL_DYNAMODB of the environment, as every AWS tool does.
 * Otherwise the running local system is asked, at `--url` or where its state folder says.
 */
export function storedLeads({ url, table }: Where, env: NodeJS.ProcessEnv): StoredLeads {
  const name = table ?? env.TABLE_NAME;
  if (name !== undefined && name !== '' && url === undefined) return inTable(name);

  return runningAt(url === undefined ? runningUrl(env) : new URL(url).origin);
}

function inTable(name: string): StoredLeads {
  const table = { name, client: new DynamoDBClient({ maxAttempts: 5 }) };

  return {
    now: async () => new Date().toISOString(),
    async *ids() {
      const pages = paginateScan(
        { client: table.client },
        {
          TableName: name,
          FilterExpression: 'sk = :head',
          ExpressionAttributeValues: { ':head': { S: 'LEAD' } },
          ProjectionExpression: 'pk',
        },
      );
      for await (const { Items: items = [] } of pages) {
        for (const { pk } of items) if (pk?.S !== undefined) yield leadIdOf(pk.S);
      }
    },
    async read(id) {
      const lead = await readLead(table, id);

      return lead === undefined ? undefined : StoredLead.parse(leadJson(lead));
    },
    idOf: async (email) => (await readLeads(table)).find((lead) => sameAddress(lead.email, email))?.id,
  };
}

const Summaries = z.array(z.object({ id: z.string(), email: z.string() }));
const Clock = z.object({ now: z.string() });

function runningAt(url: string): StoredLeads {
  const ask = async (path: string): Promise<Response> => {
    try {
      return await fetch(`${url}${path}`, { headers: { accept: 'application/json' } });
    } catch (cause) {
      throw new CommandProblem(`Nothing answers at ${url}. Start Goldpan with \`npm start\` in another terminal.`, {
        cause,
      });
    }
  };
  const summaries = async () => Summaries.parse(await (await ask('/local/leads')).json());

  return {
    now: async () => Clock.parse(await (await ask('/local/clock')).json()).now,
    async *ids() {
      for (const { id } of await summaries()) yield id;
    },
    async read(id) {
      const answer = await ask(`/local/leads/${encodeURIComponent(id)}`);

      return answer.ok ? StoredLead.parse(await answer.json()) : undefined;
    },
    idOf: async (email) => (await summaries()).find((lead) => sameAddress(lead.email, email))?.id,
  };
}

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.trim().toLowerCase();

/** Where the process that holds the state folder answers. */
function runningUrl(env: NodeJS.ProcessEnv): string {
  try {
    lockState(readSettings(env).stateDir).release();
  } catch (error) {
    if (error instanceof AlreadyRunningError && error.url !== undefined) return error.url;
    if (!(error instanceof AlreadyRunningError)) throw error;
    throw new CommandProblem('Goldpan is just starting. Try again in a moment.');
  }
  throw new CommandProblem(
    'Goldpan does not run here. Start it with `npm start` in another terminal, or say where the leads are: --facts FILE, --url URL or --table NAME.',
  );
}
