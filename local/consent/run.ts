import { parseArgs } from 'node:util';
import { certificate } from './certificate.ts';
import type { Command } from './command.ts';
import { ConsentProblem } from './consent-problem.ts';
import { erase } from './erase.ts';
import { erasure } from './erasure.ts';
import { lift } from './lift.ts';
import { pauseStatus, resume } from './mailing.ts';
import { replay } from './replay.ts';
import { storedAt } from './stored.ts';
import { verify } from './verify.ts';

/** Every command by its name. */
const commands: Readonly<Record<string, Command>> = {
  verify,
  certificate,
  erase,
  erasure,
  replay,
  lift,
  'pause-status': pauseStatus,
  resume,
};

const where = ['url', 'table', 'suppressions'] as const;

/** Carries out one command. Resolves with the exit code: 0, or 1 with the reason said. */
export async function runConsent(
  args: readonly string[],
  { say, env }: { say: (text: string) => void; env: NodeJS.ProcessEnv },
): Promise<number> {
  try {
    const { command, words, options, flags } = read(args);
    await command.run({ words, options, flags, say, env, stored: () => storedAt(options, env) });

    return 0;
  } catch (error) {
    // What AWS says (no credentials, no such table) is of use to whoever gave the command, its stack is not.
    say(error instanceof Error ? error.message : String(error));

    return 1;
  }
}

function read(args: readonly string[]) {
  const all = Object.values(commands);
  const parsed = given(
    args,
    [...where, ...all.flatMap(({ options = [] }) => options)],
    [...all.flatMap(({ flags = [] }) => flags)],
  );
  const [name = '', ...words] = parsed.positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new ConsentProblem(usage());
  const allowed = [...where, ...(command.options ?? []), ...(command.flags ?? [])];
  const foreign = Object.keys(parsed.values).find((option) => !allowed.some((one) => one === option));
  if (foreign !== undefined) throw new ConsentProblem(`${name} has no option --${foreign}.\n${usage()}`);

  const entries = Object.entries(parsed.values);
  const options = Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const flags = new Set(entries.flatMap(([name, value]) => (value === true ? [name] : [])));

  return { command, words, options, flags };
}

function given(args: readonly string[], names: readonly string[], flags: readonly string[]) {
  try {
    const options = Object.fromEntries([
      ...names.map((name) => [name, { type: 'string' as const }] as const),
      ...flags.map((name) => [name, { type: 'boolean' as const }] as const),
    ]);
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new ConsentProblem(`${error instanceof Error ? error.message : error}\n${usage()}`);
  }
}

function usage(): string {
  const lines = Object.values(commands)
    .flatMap(({ usage }) => usage)
    .map(([call, does]) => `  ${call.padEnd(44)} ${does}`);

  return `npm run consent -- <command>
${lines.join('\n')}
Which tables: those of the Goldpan that runs here, or --url URL; in AWS --table NAME --suppressions NAME.`;
}
