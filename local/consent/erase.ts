import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { sha256 } from '#adapters/system/world.ts';
import { changeLead } from '#app/change-lead.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import type { Command } from './command.ts';
import { ConsentProblem } from './consent-problem.ts';
import { leadAt } from './lead-at.ts';

/** Orders the erasure of a lead, as its owner can on the preferences page: for who asks by letter or phone. */
export const erase: Command = {
  usage: [['erase <address | lead>', 'orders the erasure of a lead, e.g. asked for by letter']],
  run: async ({ words: [who, ...more], say, stored }) => {
    if (who === undefined || more.length > 0) throw new ConsentProblem('erase takes one address, or the id of a lead.');
    const { table, clock } = await stored();
    const leads = dynamoLeads(table, clock);
    const leadId = await leadAt(table, who);
    if (leadId === undefined || (await leads.get(leadId)) === undefined)
      throw new ConsentProblem(`There is no lead of ${who}.`);
    const change = await changeLead(leads, leadId, (lead) =>
      requestErasure(lead, { because: 'operator' }, clock(), sha256),
    );
    say(
      isUnchanged(change)
        ? `The erasure of lead ${leadId} was ordered before.`
        : `Lead ${leadId} is being erased: nothing is sent to it from now on, and its address is free.`,
    );
    say(`npm run consent -- erasure ${leadId} says how far it is.`);
  },
};
