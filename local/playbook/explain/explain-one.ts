import { existsSync } from 'node:fs';
import type { Options } from '../arguments.ts';
import { headerOf } from '../backtest/replay-chunk.ts';
import { CommandProblem } from '../command-problem.ts';
import { chunksOf } from '../facts/chunks.ts';
import { factsOf } from '../facts/facts-of.ts';
import type { LeadFacts } from '../facts/lead-facts.ts';
import { isBad, parseLine } from '../facts/parse-line.ts';
import { storedLeads } from '../facts/stored-leads.ts';
import { ownPlaybook, playbookAt } from '../playbook-at.ts';
import { readInstant, readLocale } from '../read-options.ts';
import { explainLead } from './explain-lead.ts';

/** Finds a lead by id or e-mail address where the options say, and explains its score. @throws CommandProblem when there is none. */
export async function explainOne(who: string, options: Options, env: NodeJS.ProcessEnv): Promise<string> {
  const locale = readLocale(options.locale);
  const asked = options['as-of'] === undefined ? undefined : readInstant('as-of', options['as-of']);
  const { playbook } = playbookAt(options.playbook ?? ownPlaybook);
  if (options.facts !== undefined) {
    const { lead, exportedAt } = await inExport(options.facts, who);

    return explainLead(lead, playbook, asked ?? exportedAt, locale);
  }
  const leads = storedLeads(options, env);
  const id = who.includes('@') ? await leads.idOf(who) : who;
  const lead = id === undefined ? undefined : await leads.read(id);
  if (lead === undefined) throw new CommandProblem(`There is no lead ${who}.`);

  return explainLead(
    factsOf(lead, () => true),
    playbook,
    asked ?? (await leads.now()),
    locale,
  );
}

async function inExport(file: string, id: string): Promise<{ lead: LeadFacts; exportedAt: string }> {
  if (!existsSync(file)) throw new CommandProblem(`There is no file ${file}.`);
  let exportedAt: string | undefined;
  for await (const { firstLine, text } of chunksOf(file)) {
    for (const [index, line] of Buffer.from(text).toString('utf8').split('\n').entries()) {
      if (firstLine + index === 1) exportedAt = headerOf(line)?.exportedAt;
      // Reading every line would cost a hundred times as much.
      if (!line.includes(id)) continue;
      const lead = parseLine(line, firstLine + index);
      if (!isBad(lead) && lead.id === id) return { lead, exportedAt: exportedAt ?? lastFact(lead) };
    }
  }
  throw new CommandProblem(`There is no lead ${id} in ${file}. An export holds no e-mail addresses: ask by id.`);
}

const lastFact = ({ capturedAt, activities, consents }: LeadFacts): string =>
  [capturedAt, ...activities.map(({ at }) => at), ...consents.map(({ at }) => at)].sort().at(-1) ?? capturedAt;
