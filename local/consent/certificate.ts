import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { dynamoLedgers } from '#adapters/dynamodb/ledgers.ts';
import type { Table } from '#adapters/dynamodb/table.ts';
import { sha256 } from '#adapters/system/world.ts';
import { type Locale, locales } from '#contracts/playbook.ts';
import { certificateFault, certificateFile, certificateOf, type Proven } from '#domain/consent/certificate.ts';
import type { Instant } from '#domain/instant.ts';
import { certificatePage } from '#lambda/page/certificate/page.ts';
import { entryOf, type LedgerEntry } from '#ports/ledgers.ts';
import type { Command } from './command.ts';
import { ConsentProblem } from './consent-problem.ts';
import { ownerOf } from './lead-at.ts';
import { playbookOf } from './playbook.ts';
import { addressHashOf, addressTyped } from './who.ts';

/** The proof of one lead's consents, to print or to verify offline. */
export const certificate: Command = {
  usage: [
    ['certificate <address | lead> [--html]', 'the proof of their consents: JSON to verify, or a page to print'],
    ['', '--out FILE writes it there; --locale de|en is the language of the page'],
  ],
  options: ['out', 'locale', 'playbook'],
  flags: ['html', 'json'],
  run: async ({ words: [who, ...more], options, env, flags, say, stored }) => {
    if (who === undefined || more.length > 0 || (flags.has('html') && flags.has('json')))
      throw new ConsentProblem('certificate takes one address, or the id of a lead, and --html or --json.');
    const { out } = options;
    const locale = localeOf(options.locale);
    const { table, clock } = await stored();
    const { company } = playbookOf({ options, env });
    const proven = await provenOf(table, who, clock);
    const issued = certificateOf(proven, {
      at: clock(),
      by: company.name,
      imprint: company.imprint[locale],
      to: 'operator',
    });
    const fault = certificateFault(issued, sha256);
    const text = flags.has('html')
      ? certificatePage({ locale, company, certificate: issued, fault }).body
      : certificateFile(issued);
    if (out === undefined) say(text.trimEnd());
    else await write(out, text, say);
    if (fault !== undefined)
      throw new ConsentProblem(`Entry ${fault.n} is not as it was written. npm run consent -- verify says more.`);
  },
};

function localeOf(asked: string | undefined): Locale {
  const locale = asked === undefined ? 'en' : locales.find((one) => one === asked);
  if (locale === undefined) throw new ConsentProblem(`--locale is one of ${locales.join(', ')}.`);

  return locale;
}

/** It names a person: nobody else on this machine shall read it. */
async function write(file: string, text: string, say: (text: string) => void): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  say(`${file} written.`);
}

/**
 * What is on record of a lead, or of the lead of an address: the one that has it, or else the last that had it. Of an erased lead the address is not known any
 * more, unless it is given.
 */
async function provenOf(table: Table, who: string, clock: () => Instant): Promise<Proven> {
  const isAddress = who.includes('@');
  const addressHash = await addressHashOf(table, isAddress ? { address: who } : { lead: who });
  const ledger = await dynamoLedgers(table).of(addressHash).catch(told);
  const leadId = isAddress ? ((await ownerOf(table, addressHash)) ?? ledger.at(-1)?.leadId) : who;
  const entries = ledger.filter((entry) => entry.leadId === leadId).map((entry: LedgerEntry) => entryOf(entry));
  const lead = leadId === undefined ? undefined : await dynamoLeads(table, clock).get(leadId);
  if (leadId === undefined || (entries.length === 0 && (lead?.ledger.entries ?? 0) === 0))
    throw new ConsentProblem(`Nothing is on record of ${who}: no box was ticked, or its proof was forgotten in time.`);
  const address = isAddress ? addressTyped(who) : lead?.profile.email && String(lead.profile.email.value);

  return { leadId, addressHash, address, entries, head: lead?.ledger };
}

/** A parse error names fields, never values; whoever gave the command is helped more by the number of the entry. */
function told(error: unknown): never {
  if (!(error instanceof z.core.$ZodError)) throw error;
  throw new ConsentProblem('The ledger holds something that is no entry. npm run consent -- verify says which.');
}
