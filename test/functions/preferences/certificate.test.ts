import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { toItem } from '#adapters/dynamodb/items.ts';
import { dynamoLeadHistory } from '#adapters/dynamodb/lead-history.ts';
import { sha256 } from '#adapters/system/world.ts';
import type { Form } from '#contracts/playbook.ts';
import type { Certificate } from '#domain/consent/certificate.ts';
import { MINUTE } from '#domain/instant.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import { recordDelivery } from '#domain/lead/feedback.ts';
import { captureLead } from '#functions/capture/capture-lead.ts';
import { formView } from '#functions/capture/form-view.ts';
import { optInLinks } from '#functions/confirm/confirm-opt-in.ts';
import { certificateRoute } from '#functions/preferences/certificate.ts';
import { CERTIFICATE, createHandler } from '#functions/preferences/handler.ts';
import { preferences } from '#functions/preferences/preferences.ts';
import { aViewer } from '#test/support/a-lead.ts';
import { aForm, aPlaybook } from '#test/support/a-playbook.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { aMailGate, anAddress } from '#test/support/mail-gate.ts';
import { startWorld, type World } from '#test/support/world.ts';

const log = aLog();
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** The playbook after somebody changed every consent's wording. */
const reworded: Form = {
  ...aForm(),
  consents: aForm().consents.map((consent) => ({ ...consent, text: { de: 'Ganz anders.', en: 'Quite different.' } })),
};
const newPlaybook = aPlaybook({ forms: { ...aPlaybook().forms, whitepaper: reworded } });

function visit(token: string, query: Record<string, string>) {
  const dependencies = {
    preferences: preferences({
      ...world,
      activities: dynamoActivities(world.table),
      history: dynamoLeadHistory(world.table),
      playbook: newPlaybook,
      pageUrl: 'https://leads.example.com/preferences',
    }),
    playbook: newPlaybook,
    baseUrl: 'https://leads.example.com',
    clock: world.clock,
    sha256,
    log,
  };
  const handler = createHandler({ ...dependencies, subpages: { [CERTIFICATE]: certificateRoute(dependencies) } });

  return handler(anHttpEvent({ route: CERTIFICATE, path: { token }, query }), aContextOf());
}

/** Submits the form with both boxes as it is shown, gets the mail, and confirms. */
async function aConfirmedPerson() {
  const email = anAddress();
  const shown = formView(aForm(), 'en', sha256);
  const boxes = shown.consents.map(({ channel, text }) => [channel, { given: true, text }] as const);
  await captureLead(world)({
    form: aForm(),
    locale: 'en',
    submission: {
      fields: { email, company: 'Wasserwerk Nord', jobTitle: 'Operator', companySize: '50-249' },
      consents: Object.fromEntries(boxes),
      page: 'https://www.example.com/paper?utm_source=ada@example.com',
    },
    viewer: aViewer,
    idempotencyKey: undefined,
  });
  const [address] = await world.itemsOfAddress(await world.hashes.address(email));
  const leadId = String(address?.leadId);
  world.wait(MINUTE);
  await aMailGate(world).run(leadId);
  const { optIn } = await world.lead(leadId);
  world.wait(MINUTE);
  const delivery = { requestId: optIn.requestId, messageId: 'ses-1', deliveredAt: world.clock() };
  await world.leads.save(recordDelivery(await world.lead(leadId), delivery, world.clock(), sha256));
  world.wait(MINUTE);
  await optInLinks(world).press(await world.links.token('confirm', leadId, optIn.requestId), aViewer);

  return { email, leadId, shown, token: await world.links.token('preferences', leadId, 'lead') };
}

it('shows the wording exactly as the form did, also when it was changed between form and confirmation (P10)', async () => {
  const { email, shown, token } = await aConfirmedPerson();

  const file = await visit(token, { format: 'json' });
  const { subject, ledger, issued } = JSON.parse(file.body) as Certificate;
  const requested = ledger.entries.filter((entry) => entry.kind === 'requested');
  expect(requested.map(({ channel, wording }) => [channel, wording.text, wording.sha256])).toEqual(
    shown.consents.map(({ channel, wording, text }) => [channel, wording, text]),
  );
  expect(requested[0]?.wording).toMatchObject({
    formId: 'whitepaper',
    locale: 'en',
    page: 'https://www.example.com/paper',
    privacyNotice: aPlaybook().privacy.noticeVersion,
  });
  expect(subject.address).toBe(email);
  expect(issued).toMatchObject({ by: newPlaybook.company.name, to: 'person', at: world.clock() });

  for (const locale of ['de', 'en']) {
    const { body } = await visit(token, { locale });
    for (const { wording } of shown.consents) expect(body).toContain(wording);
    expect(body).not.toContain('Quite different');
    expect(body).toContain(ledger.head.hash);
  }
});

it('tells the sequence of events, from the box to the button, with the mail in between', async () => {
  const { token } = await aConfirmedPerson();
  const { ledger } = JSON.parse((await visit(token, { format: 'json' })).body) as Certificate;

  expect(ledger.entries.map(({ kind }) => kind)).toEqual([
    ...['requested', 'requested', 'requested'],
    'mailed',
    'delivered',
    ...['confirmed', 'confirmed', 'confirmed'],
  ]);
  const mailed = ledger.entries.find((entry) => entry.kind === 'mailed');
  expect(mailed?.mail).toMatchObject({ template: 'opt-in', messageId: 'ses-1', keyId: '1' });
  expect(mailed?.mail.sha256).toMatch(/^[0-9a-f]{64}$/);
});

it('is no page for who does not hold the link, and is no longer there when the erasure is ordered', async () => {
  const { leadId, token } = await aConfirmedPerson();

  expect((await visit(await world.links.token('confirm', leadId, 'lead'), {})).statusCode).toBe(404);
  expect((await visit(`${token}x`, {})).statusCode).toBe(404);
  await world.leads.save(requestErasure(await world.lead(leadId), { because: 'asked' }, world.clock(), sha256));
  expect((await visit(token, {})).statusCode).toBe(404);
});

it('says which entry is not as it was written', async () => {
  const { token, leadId } = await aConfirmedPerson();
  const { addressHash } = await world.lead(leadId);
  expect((await visit(token, { locale: 'en' })).body).toContain('all 8 entries are as they were written');

  const [, , second] = await world.itemsOfAddress(addressHash);
  const touched = toItem({ ...second, requestId: 'another' });
  await world.table.client.send(new PutItemCommand({ TableName: world.table.name, Item: touched }));
  expect((await visit(token, { locale: 'en' })).body).toContain('entry 2 is no longer as it was written');
});
