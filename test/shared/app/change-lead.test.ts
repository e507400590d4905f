import { describe, expect, it } from 'vitest';
import { changeLead, retryConflicts } from '#app/change-lead.ts';
import { unchanged } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail } from '#domain/lead/mails.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import { aLead, LEAD_ID, NOW } from '#test/support/a-lead.ts';

/** Leads of which the first `conflicts` saves lose against somebody else's, who raises the version. */
function contested(conflicts: number) {
  const seen: number[] = [];
  let lead: Lead | undefined = aLead();
  let left = conflicts;
  const leads: Leads = {
    get: async () => lead,
    create: () => Promise.reject(new Error('not asked')),
    save: async ({ before, lead: after }) => {
      seen.push(before?.version ?? 0);
      if (left-- > 0) {
        lead = { ...after, version: after.version };
        throw new ConflictError(LEAD_ID);
      }
      lead = after;
      return 'saved';
    },
  };

  return {
    leads,
    seen,
    gone: () => {
      lead = undefined;
    },
  };
}
const rise = (lead: Lead) => ({
  ...claimMail({ ...lead, mailing: { mail: 'opt-in', until: NOW } }, 'opt-in', NOW),
  before: lead,
});

describe('a change of a lead', () => {
  it('is decided anew on what somebody else wrote meanwhile', async () => {
    const { leads, seen } = contested(3);
    const { lead } = await changeLead(leads, LEAD_ID, rise);

    expect(seen).toEqual([1, 2, 3, 4]);
    expect(lead.version).toBe(5);
  });

  it('gives up after eight attempts', async () => {
    const { leads, seen } = contested(100);

    await expect(changeLead(leads, LEAD_ID, rise)).rejects.toThrow(ConflictError);
    expect(seen).toHaveLength(8);
  });

  it('that changes nothing is not saved', async () => {
    const { leads, seen } = contested(0);
    await changeLead(leads, LEAD_ID, unchanged);

    expect(seen).toEqual([]);
  });

  it('of a lead that is gone says so', async () => {
    const { leads, gone } = contested(0);
    gone();

    await expect(changeLead(leads, LEAD_ID, rise)).rejects.toThrow(LeadNotFoundError);
  });

  it('that may not be made is not tried again', async () => {
    const { leads } = contested(0);
    let asked = 0;
    const refuse = () => {
      asked += 1;
      throw new Error('forbidden');
    };

    await expect(changeLead(leads, LEAD_ID, refuse)).rejects.toThrow('forbidden');
    expect(asked).toBe(1);
  });
});

it('tries nothing again but conflicts', async () => {
  let asked = 0;
  const fail = () => {
    asked += 1;
    return Promise.reject(new Error('throttled'));
  };

  await expect(retryConflicts(fail)).rejects.toThrow('throttled');
  expect(asked).toBe(1);
});
