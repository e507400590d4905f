import { sha256 } from '#adapters/system/world.ts';
import { changeLead } from '#app/change-lead.ts';
import { eraseLead } from '#app/erase-lead.ts';
import type { Privacy } from '#contracts/playbook-privacy.ts';
import { eraseAgain, type ListedAddress, mayBringBack, newsSince, replay } from '#domain/erasure/replay.ts';
import type { Instant } from '#domain/instant.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { inParallel } from '#local/demo/in-parallel.ts';
import type { Erasures } from '#ports/erasures.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import type { ListedAddresses } from '#ports/listed-addresses.ts';
import type { Clock } from '#ports/world.ts';

const AT_A_TIME = 8;
const TELL_EVERY = 1_000;

interface World {
  readonly listed: ListedAddresses;
  readonly leads: Leads;
  readonly erasures: Erasures;
  /** Whose an address is in the restored table, by its keyed hash. */
  readonly ownerOf: (hash: string) => Promise<string | undefined>;
  readonly retention: Privacy['retention'];
  readonly clock: Clock;
}

/** How many addresses of the list were looked at, and how many leads were erased and withdrawn because of it. */
export interface Replayed {
  addresses: number;
  erased: number;
  withdrawn: number;
  /** What could not be done, and why. */
  readonly failed: string[];
}

/**
 * Applies what the suppression list knows to a restored table. Each address by itself, and each step may be repeated: broken off, it is simply begun again. Of
 * erasures it does the whole work, because nobody hears the restored table's stream yet; the second look follows by its timer.
 */
export async function replayList(
  { listed, leads, erasures, ownerOf, retention, clock }: World,
  since: Instant,
  tell: (done: Readonly<Replayed>) => void,
): Promise<Replayed> {
  const erase = eraseLead({ erasures, erasers: [], proofKept: retention.proof, clock });
  const sum: Replayed = { addresses: 0, erased: 0, withdrawn: 0, failed: [] };
  for await (const some of listed.all())
    await inParallel(some, AT_A_TIME, async (address) => {
      if (mayBringBack(address, since))
        for (const leadId of address.erasedLeads) await attempt(leadId, () => eraseOne(leadId));
      if (newsSince(address, since).length > 0) await attempt(address.hash, () => withdrawOne(address));
      if (++sum.addresses % TELL_EVERY === 0) tell(sum);
    });

  return sum;

  /** One that is damaged keeps no other from its right. */
  async function attempt(whom: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      sum.failed.push(`${whom}: ${error instanceof Error ? error.name : 'unknown'}`);
    }
  }

  async function eraseOne(leadId: string): Promise<void> {
    await whereThereIsOne(() => changeLead(leads, leadId, (lead) => eraseAgain(lead, clock(), sha256)));
    if ((await erase(leadId, () => true)) === 'erased') sum.erased += 1;
  }

  async function withdrawOne(address: ListedAddress): Promise<void> {
    const leadId = await ownerOf(address.hash);
    if (leadId === undefined) return;
    const how = { since, keepFor: retention.withdrawn };
    const change = await whereThereIsOne(() =>
      changeLead(leads, leadId, (lead) => replay(lead, address, how, clock(), sha256)),
    );
    if (change !== undefined && !isUnchanged(change)) sum.withdrawn += 1;
  }
}

/** Most of the leads that the list remembers are gone, as they should be. */
async function whereThereIsOne<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LeadNotFoundError) return undefined;
    throw error;
  }
}
