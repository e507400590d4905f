import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import type { ConsentEntry } from '#domain/consent/ledger.ts';
import { DAY } from '#domain/instant.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { captureLead } from '#functions/capture/capture-lead.ts';
import { RequestMismatchError } from '#ports/request-mismatch-error.ts';
import { aViewer, NOW } from '#test/support/a-lead.ts';
import { aForm } from '#test/support/a-playbook.ts';
import { firstBrokenEntry } from '#test/support/first-broken-entry.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const ticked = (channel: string) => ({
  given: true,
  text: sha256(aForm().consents.find((consent) => consent.channel === channel)?.text.en ?? ''),
});
const submissionOf = (email: string, fields: Record<string, string> = {}) => ({
  form: aForm(),
  locale: 'en' as const,
  submission: {
    fields: { email, company: 'Wasserwerk Nord', jobTitle: 'Operator', companySize: '50-249', ...fields },
    consents: { email: ticked('email'), tracking: ticked('tracking') },
  },
  viewer: aViewer,
  idempotencyKey: undefined as string | undefined,
});
const aMailbox = () => `${newUlid().toLowerCase()}@example.com`;
const submit = (request: ReturnType<typeof submissionOf>) => captureLead(world)(request);
async function leadOf(email: string) {
  const [address, ...entries] = await world.itemsOfAddress(await world.hashes.address(email));
  return { lead: await world.lead(String(address?.leadId)), entries };
}

it('keeps a new address as a lead with its proof', async () => {
  const email = aMailbox();
  await submit(submissionOf(email));
  const { lead, entries } = await leadOf(email);

  expect(lead).toMatchObject({ stage: 'raw', optIn: { status: 'pending' }, profile: { email: { value: email } } });
  expect(entries).toHaveLength(2);
});

it('answers the same for a known and an unknown address', async () => {
  const email = aMailbox();

  expect([await submit(submissionOf(email)), await submit(submissionOf(email))]).toEqual(['kept', 'kept']);
});

it('makes one lead of forty submissions of one address at the same instant, and loses none of them', async () => {
  const email = aMailbox();
  const some = Array.from({ length: 40 }, (_, n) => submit(submissionOf(email, { firstName: `Ada ${n}` })));
  await Promise.all(some);
  const { lead, entries } = await leadOf(email);

  expect(lead.version).toBe(40);
  expect(entries).toHaveLength(80);
  const ledger = entries.map(({ pk: _pk, sk: _sk, leadId: _leadId, ...entry }) => entry as unknown as ConsentEntry);
  expect(firstBrokenEntry(ledger, sha256)).toBeUndefined();
  expect(lead.ledger).toEqual({ entries: 80, hash: ledger.at(-1)?.hash });
});

it('knows an address again however it is spelt', async () => {
  const email = `ada.${newUlid().toLowerCase()}@bücher.example`;
  await submit(submissionOf(email));
  await submit(submissionOf(`  ${email.toUpperCase()} `));
  const { lead } = await leadOf(email.replace('bücher', 'xn--bcher-kva'));

  expect(lead.version).toBe(2);
});

it('takes the newest answers of a pending lead, and fills in only what is unknown of a confirmed one', async () => {
  const email = aMailbox();
  await submit(submissionOf(email));
  await submit(submissionOf(email, { jobTitle: 'Head of operations' }));
  const { lead } = await leadOf(email);
  expect(lead.profile.jobTitle?.value).toBe('Head of operations');

  await world.leads.save(confirm(lead, { requestId: lead.optIn.requestId, viewer: aViewer }, NOW, sha256));
  await submit(submissionOf(email, { jobTitle: 'Nobody', phone: '+49 30 1234' }));
  const { lead: later } = await leadOf(email);
  expect(later.profile).toMatchObject({ jobTitle: { value: 'Head of operations' }, phone: { value: '+49 30 1234' } });
  expect(later.optIn.status).toBe('confirmed');
});

describe('with an Idempotency-Key', () => {
  it('does once what comes ten times at once', async () => {
    const email = aMailbox();
    const request = { ...submissionOf(email), idempotencyKey: newUlid() };
    await Promise.all(Array.from({ length: 10 }, () => submit(request)));

    expect((await leadOf(email)).lead.version).toBe(1);
  });

  it('does once what comes again for a known address', async () => {
    const email = aMailbox();
    await submit(submissionOf(email));
    const request = { ...submissionOf(email, { firstName: 'Ada' }), idempotencyKey: newUlid() };
    await submit(request);
    await submit(request);

    expect((await leadOf(email)).lead.version).toBe(2);
  });

  it('refuses another body, keeps no plain key, and forgets after a day', async () => {
    const email = aMailbox();
    const request = { ...submissionOf(email), idempotencyKey: 'order-4711' };
    await submit(request);
    const { Count: plain } = await world.table.client.send(
      new ScanCommand({
        TableName: world.table.name,
        Select: 'COUNT',
        FilterExpression: 'contains(pk, :key)',
        ExpressionAttributeValues: { ':key': { S: 'order-4711' } },
      }),
    );

    expect(plain).toBe(0);
    await expect(
      submit({ ...submissionOf(email, { firstName: 'Eve' }), idempotencyKey: 'order-4711' }),
    ).rejects.toThrow(RequestMismatchError);
    expect((await leadOf(email)).lead.version).toBe(1);
    world.wait(DAY);
    await submit(request);
    expect((await leadOf(email)).lead.version).toBe(2);
    world.setClock(NOW);
  });
});

it('names every field that is wrong, in the language of the form, and keeps nothing', async () => {
  const email = aMailbox();
  const { submission } = submissionOf(email, { companySize: 'huge', phone: 'call me', extra: 'x', company: ' ' });
  const outcome = submit({
    ...submissionOf(email),
    submission: { ...submission, consents: { ...submission.consents, email: { given: false, text: '' } } },
    locale: 'en',
  });

  await expect(outcome).rejects.toMatchObject({
    name: 'InvalidSubmissionError',
    faults: [
      { field: 'extra' },
      { field: 'company', message: 'Please fill in this field.' },
      { field: 'companySize' },
      { field: 'phone' },
      { field: 'consent.email' },
    ],
  });
  expect(await world.itemsOfAddress(await world.hashes.address(email))).toEqual([]);
});

it('takes no consent whose wording we cannot prove to have shown', async () => {
  const request = submissionOf(aMailbox());
  const consents = { email: ticked('email'), tracking: { given: true, text: sha256('yes to everything') } };

  await expect(submit({ ...request, submission: { ...request.submission, consents } })).rejects.toMatchObject({
    faults: [{ field: 'consent.tracking' }],
  });
});
