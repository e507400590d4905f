import { dynamoErasures } from '#adapters/dynamodb/erasures.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { dynamoListedAddresses } from '#adapters/dynamodb/listed-addresses.ts';
import type { Command } from './command.ts';
import { ConsentProblem } from './consent-problem.ts';
import { ownerOf } from './lead-at.ts';
import { playbookOf } from './playbook.ts';
import { replayList } from './replay-list.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

/** After the leads were restored to a point in time: erases and withdraws again what the suppression list knows to have been erased and withdrawn since. */
export const replay: Command = {
  usage: [
    ['replay --since 2026-11-23T09:00:00Z', 'after a restore to that point: erases and withdraws what the list knows'],
  ],
  options: ['since', 'playbook'],
  run: async ({ words, options, say, env, stored }) => {
    if (words.length > 0) throw new ConsentProblem('replay takes --since, the point in time that was restored.');
    const since = readInstant(options.since);
    const { retention } = playbookOf({ options, env }).privacy;
    const { table, clock } = await stored();
    const sum = await replayList(
      {
        listed: dynamoListedAddresses({ client: table.client, name: table.suppressions }),
        leads: dynamoLeads(table, clock),
        erasures: dynamoErasures(table),
        ownerOf: (hash) => ownerOf(table, hash),
        retention,
        clock,
      },
      since,
      (done) =>
        say(`${done.addresses} addresses looked at: ${done.erased} leads erased, ${done.withdrawn} withdrawn …`),
    );
    say(`${sum.addresses} addresses on the list: ${sum.erased} leads erased again, ${sum.withdrawn} withdrawn again.`);
    if (sum.failed.length > 0)
      throw new ConsentProblem(
        `${sum.failed.length} could not be done. Mend them and replay again before mail is sent:\n${sum.failed.join('\n')}`,
      );
    say('Everything that the list knows now holds in this table. Replaying again is harmless.');
  },
};

function readInstant(text = ''): string {
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return new Date(text).toISOString();
  throw new ConsentProblem(`--since must be the restored point in time, such as 2026-11-23T09:00:00Z, not "${text}".`);
}
