import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type Goldpan, startGoldpan } from '#test/support/goldpan.ts';
import { advance, aSubmission, inbox, leads, submit } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

const SIDE_BY_SIDE = 32;
const LeadJson = z.looseObject({
  holds: z.array(z.looseObject({ mail: z.string(), why: z.string(), isGivenUp: z.boolean() })),
});

let goldpan: Goldpan;
beforeAll(async () => {
  goldpan = await startGoldpan();
}, 90_000);
afterAll(() => goldpan[Symbol.asyncDispose]());

/** Submits the form for each address; answers the distinct statuses. */
async function submitAll(addresses: readonly string[]): Promise<number[]> {
  const submission = await aSubmission(goldpan.url);
  const left = addresses.values();
  const statuses = new Set<number>();
  const worker = async () => {
    for (const email of left) {
      const answer = await submit(goldpan.url, { ...submission, fields: { ...submission.fields, email } });
      statuses.add(answer.status);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));

  return [...statuses];
}

/** Nothing has happened for a while: every event was heard. */
async function settled(): Promise<void> {
  let before = '';
  await waitFor(
    async () => {
      const now = JSON.stringify([(await inbox(goldpan.url)).length, await leads(goldpan.url)]);
      const isStill = now === before;
      before = now;
      return isStill;
    },
    { within: 60_000, every: 1_500 },
  );
}

async function holdOf(email: string) {
  const lead = (await leads(goldpan.url)).find((one) => one.email === email);
  const answer = await fetch(`${goldpan.url}/local/leads/${lead?.id}`, { headers: { accept: 'application/json' } });

  return LeadJson.parse(await answer.json()).holds;
}

const mailsTo = async (isTo: (address: string) => boolean) => (await inbox(goldpan.url)).filter(({ to }) => isTo(to));

/** Spellings of `thevictim@gmail.com`: dots by the bits of `n`, tags, both names of the provider, capitals. */
function spelling(n: number): string {
  const name = [...'thevictim'].map((letter, at) => (at > 0 && n & (1 << (at - 1)) ? `.${letter}` : letter)).join('');
  const address = `${name}${n % 3 === 0 ? `+${n}` : ''}@${n % 2 === 0 ? 'gmail.com' : 'googlemail.com'}`;

  return n % 7 === 0 ? address.toUpperCase() : address;
}

test('1,000 submissions for one victim: at most 3 mails', async () => {
  // Sixty spellings of the address in turn, for more than an hour.
  const addresses = Array.from({ length: 250 }, (_, n) => spelling(n % 60));
  const statuses: number[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    statuses.push(...(await submitAll(addresses)));
    await settled();
    await advance(goldpan.url, 'PT25M');
  }
  await settled();
  const victims = await mailsTo((to) => to.endsWith('@gmail.com') || to.endsWith('@googlemail.com'));

  expect(new Set(statuses)).toEqual(new Set([202]));
  expect(victims.length).toBeGreaterThan(0);
  expect(victims.length).toBeLessThanOrEqual(3);
  // I9: whoever got none says why.
  const [hold] = await holdOf(spelling(1));
  expect(victims.some(({ to }) => to === spelling(1)) || hold?.why.includes('mailbox')).toBe(true);
}, 240_000);

test('Rotating addresses of one network, or one recipient domain: budget trips (the network’s)', async () => {
  await advance(goldpan.url, 'PT24H');
  const addresses = Array.from({ length: 75 }, (_, n) => `person@town${n}.example`);
  await submitAll(addresses);
  await settled();
  const reached = new Set((await mailsTo((to) => to.startsWith('person@'))).map(({ to }) => to));

  expect(reached.size).toBeGreaterThan(0);
  expect(reached.size).toBeLessThanOrEqual(60);
  const unreached = addresses.find((address) => !reached.has(address)) ?? '';
  expect(await holdOf(unreached)).toEqual([
    expect.objectContaining({ mail: 'opt-in', why: expect.stringContaining('network'), isGivenUp: false }),
  ]);
}, 60_000);

test('Rotating addresses of one network, or one recipient domain: budget trips (the domain’s), and the others get their mails when there is room again', async () => {
  await advance(goldpan.url, 'PT24H');
  const addresses = Array.from({ length: 50 }, (_, n) => `person${n}@stadtwerk.example`);
  await submitAll(addresses);
  await settled();
  const reached = await mailsTo((to) => to.endsWith('@stadtwerk.example'));

  expect(reached.length).toBeGreaterThan(0);
  expect(reached.length).toBeLessThanOrEqual(40);
  await advance(goldpan.url, 'PT7H');
  await settled();
  expect((await mailsTo((to) => to.endsWith('@stadtwerk.example'))).length).toBe(50);
}, 90_000);
