import { dynamoErasures } from '#adapters/dynamodb/erasures.ts';
import { dynamoListedAddresses } from '#adapters/dynamodb/listed-addresses.ts';
import { SWEEP_AFTER } from '#domain/erasure/erasure-record.ts';
import { after } from '#domain/instant.ts';
import type { Command, Stored } from './command.ts';
import { ConsentProblem } from './consent-problem.ts';
import { sayErasure } from './say-erasure.ts';
import { addressHashOf } from './who.ts';

/** Prints what was erased where and when. */
export const erasure: Command = {
  usage: [['erasure <address | lead>', 'the report of an erasure: what was erased where and when']],
  run: async ({ words: [who, ...more], say, stored }) => {
    if (who === undefined || more.length > 0)
      throw new ConsentProblem('erasure takes one address, or the id of a lead.');
    const { table } = await stored();
    const erasures = dynamoErasures(table);
    const leadIds = who.includes('@') ? await erasedLeadsOf(table, who) : [who];
    const reports: string[] = [];
    for (const leadId of leadIds) {
      const record = await erasures.record(leadId);
      const order = record === undefined ? await erasures.order(leadId) : undefined;
      if (record !== undefined)
        reports.push(sayErasure(record, after(record.erasedAt ?? record.requestedAt, SWEEP_AFTER)));
      else if (order !== undefined) reports.push(`Lead ${leadId}: ordered ${order.requestedAt}, about to begin.`);
    }
    if (reports.length === 0)
      throw new ConsentProblem(
        `No erasure of ${who} is on record. What was never confirmed can be asked for by its lead's id only: nothing else is left of it.`,
      );
    say(reports.join('\n\n'));
  },
};

/** The list remembers which leads of an address were erased. */
async function erasedLeadsOf(table: Stored['table'], address: string): Promise<readonly string[]> {
  const hash = await addressHashOf(table, { address });
  const listed = await dynamoListedAddresses({ client: table.client, name: table.suppressions }).of(hash);

  return listed?.erasedLeads ?? [];
}
