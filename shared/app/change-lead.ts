import { setTimeout as pause } from 'node:timers/promises';
import { type Change, isUnchanged } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Alongside, Leads } from '#ports/leads.ts';

const ATTEMPTS = 8;
const FIRST_PAUSE = 10;

/** What to do with a lead as it is, and what to commit together with it. */
export type Decide = (lead: Lead) => Change | Decision | Promise<Change | Decision>;
export interface Decision {
  readonly change: Change;
  readonly alongside: Alongside;
}

/**
 * Reads a lead, decides, saves; when somebody else wrote first, reads and decides again (full jitter, doubling from 10 ms). A change that changes nothing is
 * not saved. A lead whose erasure was ordered is gone for everybody but the erasure itself. `known` is the lead as it was read or saved a moment ago: it spares the first read, and the version in the condition still tells whether it was.
 * @throws LeadNotFoundError when there is no such lead; ConflictError after eight attempts; whatever `decide` throws.
 */
export async function changeLead(leads: Leads, id: string, decide: Decide, known?: Lead): Promise<Change> {
  let justRead = known;

  return retryConflicts(async () => {
    const lead = justRead ?? (await leads.get(id));
    justRead = undefined;
    if (lead === undefined) throw new LeadNotFoundError(id);
    const decided = await decide(lead);
    const { change, alongside } = 'change' in decided ? decided : { change: decided, alongside: {} };
    if (isUnchanged(change)) return change;
    if (lead.erasure !== undefined && change.lead.erasure === lead.erasure) throw new LeadNotFoundError(id);
    await leads.save(change, alongside);

    return change;
  });
}

/** Runs an attempt again while others write first. */
export async function retryConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ConflictError) || n === ATTEMPTS) throw error;
      await pause(Math.random() * FIRST_PAUSE * 2 ** n);
    }
  }
}
