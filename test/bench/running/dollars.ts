import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { prices, type UnitKind } from '#local/aws/prices.ts';
import { byBrowser, inbox, linkIn, mailTo } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { against, type Figure } from '../figure.ts';
import { visits } from '../visits.ts';
import { sendForm } from './form-to-inbox.ts';

const LEADS = 20;
/** Longer than the window in which `score` gathers activities, and what follows it. */
const VISIT = 6_000;

const Meter = z.looseObject({ units: z.record(z.string(), z.number()) });

/** What whole lives of leads cost by the local meter, mails left out: dollars per million leads, in all and by kind. */
export async function dollarFigures(url: string): Promise<Figure[]> {
  const before = await units(url);
  await Promise.all(Array.from({ length: LEADS }, (_, n) => live(url, n)));
  const after = await units(url);
  const group = `Dollars per million leads without mail, by the local meter (${LEADS} whole lives side by side)`;
  const kinds = (Object.keys(prices) as UnitKind[]).filter((kind) => kind !== 'mails');
  const parts = kinds.map((kind): Figure => {
    const perLead = ((after[kind] ?? 0) - (before[kind] ?? 0)) / LEADS;
    const { label, dollars } = prices[kind];

    return { group, name: label, value: perLead * dollars * 1_000_000, unit: '$', note: `${amount(perLead)} a lead` };
  });
  const total = parts.reduce((sum, { value }) => sum + value, 0);

  return [against({ group, name: 'in all', value: total, unit: '$' }, 'dollars'), ...parts];
}

const amount = (value: number) => new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value);

async function units(url: string): Promise<Readonly<Record<string, number>>> {
  const answer = await fetch(`${url}/local/meter`, { headers: { accept: 'application/json' } });

  return Meter.parse(await answer.json()).units;
}

/** Form, confirmation, two visits, the offer accepted, two more visits. */
async function live(url: string, n: number): Promise<void> {
  const email = `lead-${n}@bench-${n}.example`;
  await pause(n * 50);
  await sendForm(url, email, ['email', 'tracking'], { companySize: '50-249' });
  const confirmation = linkIn(await mailTo(url, email), 'confirm');
  await fetch(confirmation);
  const page = await (await fetch(confirmation, { method: 'POST', body: new URLSearchParams() })).text();
  const [lead = '', leadId = ''] = /([0-9A-Z]{26})\.site\.\d+\.[\w-]{22}/.exec(page) ?? [];
  if (leadId === '') throw new Error('The page has no token for activities');
  await pause(VISIT);
  await visit(visits[0]);
  await visit(visits[1]);
  const offer = linkIn(await offerOf(url, leadId), 'offers');
  await fetch(offer);
  const accepted = await fetch(offer, { method: 'POST', body: new URLSearchParams({ decision: 'accept' }) });
  if (!accepted.ok) throw new Error(`The offer was answered with ${accepted.status}`);
  await visit(visits[2]);
  await visit(visits[3]);

  async function visit(kinds: readonly string[]): Promise<void> {
    const activities = kinds.map((kind) => ({
      lead,
      id: randomUUID(),
      kind,
      topic: 'membranes',
      page: `${url}/prices`,
    }));
    const { status } = await fetch(`${url}/activities`, {
      method: 'POST',
      headers: { ...byBrowser, 'content-type': 'application/json' },
      body: JSON.stringify({ activities }),
    });
    if (status !== 202) throw new Error(`The activities were answered with ${status}`);
    await pause(VISIT);
  }
}

/** The mail to whoever has the lead's offer. */
function offerOf(url: string, leadId: string) {
  return waitFor(async () => (await inbox(url)).find(({ text }) => text.includes(`/offers/${leadId}.`)), {
    what: `an offer of ${leadId}`,
  });
}
