import { dynamoMailCounts } from '#adapters/dynamodb/mail-counts.ts';
import { dynamoMailings } from '#adapters/dynamodb/mailing.ts';
import { reputation, resumeMailing } from '#app/watch-reputation.ts';
import type { Command, Given } from './command.ts';
import { ConsentProblem } from './consent-problem.ts';
import { playbookOf } from './playbook.ts';

/** Says whether marketing mail is paused, and how we stand as a sender. */
export const pauseStatus: Command = {
  usage: [['pause-status', 'whether marketing mail is paused, and what became of the mails of the window']],
  options: ['playbook'],
  run: async (given) => {
    const { world, rules } = await mailingOf(given);
    const { mailing, counts } = await reputation({ ...world, rules })();
    const { paused } = mailing;
    given.say(
      paused === undefined
        ? 'Marketing mail goes out.'
        : `Marketing mail is paused since ${paused.since}: too many ${paused.because}.`,
    );
    const { mails, bounces, complaints } = counts;
    given.say(
      `${mails} mails in the window: ${share(bounces, mails)} bounced (pause at ${percent(rules.bounces)}), ${share(complaints, mails)} were called spam (pause at ${percent(rules.complaints)}); counted from ${rules.atLeast} mails on.`,
    );
  },
};

/** Lets marketing mail go on. */
export const resume: Command = {
  usage: [['resume', 'lets paused marketing mail go on; counting begins anew']],
  options: ['playbook'],
  run: async (given) => {
    const { world } = await mailingOf(given);
    const { paused } = await world.mailings.get();
    if (paused === undefined) throw new ConsentProblem('Marketing mail is not paused.');
    if (!(await resumeMailing(world)())) throw new ConsentProblem('Its standing changed just now. Look again.');
    given.say(`Marketing mail goes on. It was paused since ${paused.since}: too many ${paused.because}.`);
  },
};

async function mailingOf({ words, options, env, stored }: Given) {
  if (words.length > 0) throw new ConsentProblem('This command takes no words.');
  const { table, clock } = await stored();
  const { privacy } = playbookOf({ options, env });

  return {
    world: { mailings: dynamoMailings(table), counts: dynamoMailCounts(table), clock },
    rules: privacy.pause,
  };
}

const percent = (part: number): string => `${Number((part * 100).toFixed(3))} %`;
const share = (count: number, of: number): string => `${count} (${percent(of === 0 ? 0 : count / of)})`;
