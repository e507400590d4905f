import { batchPut } from '#adapters/dynamodb/batch-put.ts';
import { headItem, profileItem } from '#adapters/dynamodb/lead-items.ts';
import { newUlid } from '#adapters/system/world.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { aConfirmedLead, NOW } from './a-lead.ts';
import type { World } from './world.ts';

/** Stores so many confirmed leads with a score by that playbook, each with its profile; answers their ids. */
export async function manyScoredLeads(world: World, count: number, playbook: string): Promise<string[]> {
  const leads = Array.from({ length: count }, () => scoredLead(playbook));
  await stored(world, leads);

  return leads.map(({ id }) => id);
}

/** Puts the scores of leads as if `score` had reckoned them by that playbook. */
export const scoredBy = (world: World, ids: readonly string[], playbook: string): Promise<void> =>
  batchPut(
    world.table,
    ids.map((id) => headItem({ ...scoredLead(playbook), id }, [])),
  );

export const scoredLead = (playbook: string, lead: Partial<Lead> = {}): Lead => ({
  ...aConfirmedLead(),
  id: newUlid(),
  score: { fit: 40, engagement: 0, total: 40, grade: 'B', level: 4, reasons: [], playbook, at: NOW },
  ...lead,
});

export const stored = (world: World, leads: readonly Lead[]): Promise<void> =>
  batchPut(world.table, leads.flatMap(itemsOf));

const itemsOf = (lead: Lead) => [headItem(lead, []), profileItem(lead)];
