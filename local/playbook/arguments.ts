import { parseArgs } from 'node:util';
import { CommandProblem } from './command-problem.ts';

export const usage = `npm run playbook -- <command>
  check [dir]                              reads the playbook and names every mistake with file and line
  explain <lead id or e-mail>              a lead's score in plain words
    --locale de|en  --playbook REF|DIR
  diff <ref|dir> [<ref|dir>]               what is different, in words (the second: this working copy)
  backtest --against <ref|dir>             replays stored facts under both playbooks
    --playbook REF|DIR                     instead of this working copy
    --since P180D                          only leads captured so lately
    --as-of 2026-11-01T00:00:00.000Z       instead of when the facts were exported
    --json FILE  --html FILE               the report for programs, and as a page
  export --out FILE                        writes the facts of all leads, without names and addresses
  synthetic --out FILE                     writes invented leads to try a backtest with
    --leads 100000  --seed 1
Where leads are read from (explain, backtest, export):
    the Goldpan that runs here, or --url URL, --table NAME (TABLE_NAME), --facts FILE (an export)`;

const options = {
  against: { type: 'string' },
  playbook: { type: 'string' },
  since: { type: 'string' },
  'as-of': { type: 'string' },
  facts: { type: 'string' },
  json: { type: 'string' },
  html: { type: 'string' },
  out: { type: 'string' },
  locale: { type: 'string' },
  url: { type: 'string' },
  table: { type: 'string' },
  leads: { type: 'string' },
  seed: { type: 'string' },
} as const;

const source = ['url', 'table', 'facts'] as const;
/** What each command takes: how many words after its name, and which options. */
const commands = {
  check: { most: 1, options: [] },
  explain: { most: 1, options: ['locale', 'playbook', 'as-of', ...source] },
  diff: { most: 2, options: [] },
  backtest: { most: 0, options: ['against', 'playbook', 'since', 'as-of', 'json', 'html', ...source] },
  export: { most: 0, options: ['out', 'url', 'table'] },
  synthetic: { most: 0, options: ['out', 'leads', 'seed', 'as-of'] },
} as const satisfies Record<string, { most: number; options: readonly (keyof typeof options)[] }>;

export type Command = keyof typeof commands;
export type Options = Readonly<Partial<Record<keyof typeof options, string>>>;

/** Reads the command line. @throws CommandProblem, with the usage where it helps. */
export function readArguments(args: readonly string[]): { command: Command; words: string[]; options: Options } {
  const { values, positionals } = given(args);
  const [name = '', ...words] = positionals;
  const command = (Object.keys(commands) as Command[]).find((one) => one === name);
  if (command === undefined) throw new CommandProblem(usage);
  const { most, options: allowed } = commands[command];
  if (words.length > most) throw new CommandProblem(`${command} takes at most ${most} words.\n${usage}`);
  const foreign = Object.keys(values).find((key) => !allowed.some((one) => one === key));
  if (foreign !== undefined) throw new CommandProblem(`${command} has no option --${foreign}.\n${usage}`);

  return { command, words, options: values };
}

function given(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new CommandProblem(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
