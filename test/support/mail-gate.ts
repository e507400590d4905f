import { dynamoBudgets } from '#adapters/dynamodb/budgets.ts';
import { dynamoMailings } from '#adapters/dynamodb/mailing.ts';
import { addressFacts } from '#adapters/enrichment/address-facts.ts';
import { renderMail } from '#adapters/mail/render.ts';
import type { Privacy } from '#contracts/playbook-privacy.ts';
import { composeMail } from '#functions/mail/compose-mail.ts';
import { gate } from '#functions/mail/gate.ts';
import { sendMails } from '#functions/mail/send-mails.ts';
import type { Mail } from '#ports/mailer.ts';
import type { Suppressions } from '#ports/suppressions.ts';
import { aSubmission } from './a-lead.ts';
import { aPlaybook } from './a-playbook.ts';
import type { World } from './world.ts';

interface Settings {
  /** Stands for SES; whatever it throws, the mail did not arrive. */
  readonly send?: (mail: Mail) => Promise<void>;
  readonly perHour?: Partial<Privacy['optIn']['perHour']>;
  readonly addresses?: Privacy['addresses'];
  readonly suppressions?: Suppressions;
}

const plenty = 10_000;
let people = 0;

/** The submission of somebody whose mailbox got nothing yet. */
export const somebody = (overrides: Parameters<typeof aSubmission>[0] = {}) =>
  aSubmission({ ...overrides, fields: { ...aSubmission().fields, email: anAddress(), ...overrides.fields } });

export const anAddress = () => `ada${++people}@wasserwerk.example`;

/** The mail function on the real table. `run` tells what came of it: `opt-in`, or `opt-in held by mailbox`. */
export function aMailGate(world: World, { send, perHour, addresses, suppressions }: Settings = {}) {
  const playbook = aPlaybook();
  const out: Mail[] = [];
  const mails = sendMails({
    leads: world.leads,
    passFor: gate({
      leads: world.leads,
      budgets: dynamoBudgets(world.table),
      suppressions: suppressions ?? world.suppressions,
      mailings: dynamoMailings(world.table),
      hashes: world.hashes,
      perHour: { network: plenty, domain: plenty, freeProvider: plenty, everybody: plenty, ...perHour },
      policy: addresses ?? playbook.privacy.addresses,
      factsOf: addressFacts,
      clock: world.clock,
    }),
    mailer: {
      send: async (mail) => {
        await send?.(mail);
        out.push(mail);
        return `ses-${out.length}`;
      },
    },
    composeMail: composeMail({
      playbook,
      links: world.links,
      baseUrl: 'https://leads.example.com',
      siteUrl: 'https://www.example.com',
      renderMail,
      sha256: world.sha256,
    }),
    clock: world.clock,
    sha256: world.sha256,
  });
  const run = async (leadId: string) =>
    (await mails(leadId)).map(({ mail, heldBy }) => (heldBy === undefined ? mail : `${mail} held by ${heldBy}`));

  return { out, run };
}
