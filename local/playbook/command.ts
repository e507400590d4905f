import { resolve } from 'node:path';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { PlaybookError } from '#adapters/playbook/playbook-error.ts';
import { readArguments } from './arguments.ts';
import { backtest } from './backtest.ts';
import { summaryOf } from './check.ts';
import { CommandProblem } from './command-problem.ts';
import { differences } from './diff/differences.ts';
import { explainOne } from './explain/explain-one.ts';
import { exportFacts } from './facts/export-facts.ts';
import { storedLeads } from './facts/stored-leads.ts';
import { writeFacts } from './facts/write-facts.ts';
import { ownPlaybook, playbookAt } from './playbook-at.ts';
import { readInstant, readNumber, required } from './read-options.ts';
import { inventLeads } from './synthetic.ts';

/** What a command needs from the terminal it runs in. */
export interface Surroundings {
  readonly say: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => Date;
}

/** Runs one command. Resolves with the exit code: 0, or 1 with the reason said. */
export async function runCommand(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await run(args, around);
  } catch (error) {
    if (!(error instanceof CommandProblem) && !(error instanceof PlaybookError)) throw error;
    around.say(error.message);

    return 1;
  }
}

async function run(args: readonly string[], around: Surroundings): Promise<number> {
  const { command, words, options } = readArguments(args);
  const { say, env, now } = around;
  const [first, second] = words;
  switch (command) {
    case 'check':
      say(summaryOf(compilePlaybook(resolve(first ?? ownPlaybook))));
      return 0;
    case 'explain':
      say(await explainOne(first ?? required('explain', 'a lead id or an e-mail address'), options, env));
      return 0;
    case 'diff': {
      const before = playbookAt(first ?? required('diff', 'a git ref or a folder'));
      const after = playbookAt(second ?? ownPlaybook);
      const lines = differences(before.playbook, after.playbook);
      say(`${before.name} (${before.playbook.version}) → ${after.name} (${after.playbook.version})`);
      say(lines.length === 0 ? 'The two say the same.' : lines.join('\n'));
      return 0;
    }
    case 'backtest':
      return backtest(options, around);
    case 'export': {
      const file = options.out ?? required('export', '--out FILE');
      const { playbook } = playbookAt(ownPlaybook);
      const leads = await exportFacts(storedLeads(options, env), playbook, file);
      say(`${leads.toLocaleString('en')} leads in ${file}. It says what people did: keep it as you keep the table.`);
      return 0;
    }
    case 'synthetic': {
      const file = options.out ?? required('synthetic', '--out FILE');
      const end = options['as-of'] === undefined ? now().toISOString() : readInstant('as-of', options['as-of']);
      const leads = readNumber('leads', options.leads ?? '100000', 10_000_000);
      const seed = readNumber('seed', options.seed ?? '1', 2 ** 32 - 1);
      await writeFacts(file, { exportedAt: end, leads }, inventLeads({ leads, seed, end, days: 180 }));
      say(`${leads.toLocaleString('en')} invented leads in ${file}.`);
      return 0;
    }
  }
}
