import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { LeadTable } from '../leads/read-leads.ts';

/** What the page shows of a release; the functions' own schemas are in `shared/adapters/dynamodb/release-items.ts`. */
const Instant = z.iso.datetime();

const Current = z.object({
  number: z.number(),
  playbook: z.string().optional(),
  releasedAt: Instant.optional(),
  finishedAt: Instant.optional(),
  next: z.object({ playbook: z.string(), since: Instant }).optional(),
});

const Segment = z.object({
  release: z.number(),
  segment: z.number(),
  segments: z.number(),
  page: z.number(),
  scanned: z.number(),
  leads: z.number(),
  startedAt: Instant,
  at: Instant,
  finishedAt: Instant.optional(),
});
type Segment = z.infer<typeof Segment>;

/** The last release of the playbook, how far each segment of the table is with it, and the version that waits to be released. */
export type ReleaseFacts = {
  readonly number: number;
  readonly playbook: string | null;
  readonly releasedAt: string | null;
  readonly finishedAt: string | null;
  readonly next: { readonly playbook: string; readonly since: string } | null;
  readonly pages: number;
  readonly scanned: number;
  readonly leads: number;
  readonly segments: readonly Segment[];
};

/** The release as the table has it. Before the first sweep there is none: number 0. */
export async function readRelease({ client, name }: LeadTable): Promise<ReleaseFacts> {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: name, Key: { pk: { S: 'RELEASE#current' }, sk: { S: 'RELEASE' } } }),
  );
  const current = Current.parse(item === undefined ? { number: 0 } : unmarshall(item));
  const segments = await segmentsOf({ client, name }, current);
  const sum = (count: (segment: Segment) => number) => segments.reduce((total, segment) => total + count(segment), 0);

  return {
    number: current.number,
    playbook: current.playbook ?? null,
    releasedAt: current.releasedAt ?? null,
    finishedAt: current.finishedAt ?? null,
    next: current.next ?? null,
    pages: sum(({ page }) => page),
    scanned: sum(({ scanned }) => scanned),
    leads: sum(({ leads }) => leads),
    segments,
  };
}

async function segmentsOf({ client, name }: LeadTable, { number, playbook }: z.infer<typeof Current>) {
  if (playbook === undefined) return [];
  const { Items: items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `RELEASE#${playbook}` } },
    }),
  );

  return items.map((found) => Segment.parse(unmarshall(found))).filter(({ release }) => release === number);
}
