import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { mayUse } from '#domain/consent/consents.ts';
import { DAY } from '#domain/instant.ts';
import { captureLead } from '#functions/capture/capture-lead.ts';
import { createHandler } from '#functions/capture/handler.ts';
import { recognise } from '#functions/capture/recognise.ts';
import { optInLinks } from '#functions/confirm/confirm-opt-in.ts';
import { unsubscribe } from '#functions/unsubscribe/unsubscribe.ts';
import { aViewer, NOW } from '#test/support/a-lead.ts';
import { aForm, aPlaybook } from '#test/support/a-playbook.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { aMailGate } from '#test/support/mail-gate.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => world.setClock(NOW));
afterAll(() => world.stop());

const aMailbox = () => `${newUlid().toLowerCase()}@wasserwerk.example`;
const boxes = aForm().consents.filter(({ channel }) => channel !== 'tracking');
const submit = (email: string) =>
  createHandler({
    captureLead: captureLead(world),
    recognise: recognise(world),
    onTheBeat: async () => undefined,
    playbook: aPlaybook(),
    sha256,
    log: aLog(),
  })(
    anHttpEvent({
      path: { formId: 'whitepaper' },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        fields: { email, company: 'Wasserwerk', jobTitle: 'Operator', companySize: '50-249' },
        consents: Object.fromEntries(
          boxes.map(({ channel, text }) => [channel, { given: true, text: sha256(text.en) }]),
        ),
        locale: 'en',
      }),
    }),
    aContextOf(),
  );
async function leadOf(email: string) {
  const [address] = await world.itemsOfAddress(await world.hashes.address(email));
  return world.lead(String(address?.leadId));
}

/** Somebody who submitted and confirmed, and got all mails that follow. */
async function aConfirmed(email: string) {
  await submit(email);
  const { id, optIn } = await leadOf(email);
  await aMailGate(world).run(id);
  await optInLinks(world).press(await world.links.token('confirm', id, optIn.requestId), aViewer);
  await aMailGate(world).run(id);
  world.wait(DAY);

  return id;
}

it('Resubmit while confirmed: same 202, and all stays confirmed; its mail leads to what was asked for', async () => {
  const email = aMailbox();
  const id = await aConfirmed(email);
  const before = await world.lead(id);

  expect(await submit(email)).toEqual(await submit(aMailbox()));
  const { optIn, consents } = await world.lead(id);
  expect([optIn.status, optIn.requestId]).toEqual(['confirmed', before.optIn.requestId]);
  expect(consents).toEqual(before.consents);
  expect(await aMailGate(world).run(id)).toEqual(['opt-in']);
  const token = await world.links.token('confirm', id, optIn.requestId);
  expect(await optInLinks(world).press(token, aViewer)).toMatchObject({ state: 'already-confirmed' });
});

it('Resubmit after unsubscribe: opt-in only', async () => {
  const email = aMailbox();
  const id = await aConfirmed(email);
  await unsubscribe(world).press(await world.links.token('unsubscribe', id, 'marketing'), 'one-click', aViewer);

  expect(await submit(email)).toMatchObject({ statusCode: 202, body: '{"status":"check-your-inbox"}' });
  const gate = aMailGate(world);
  expect(await gate.run(id)).toEqual(['opt-in']);
  expect(gate.out.map(({ to }) => to)).toEqual([email]);
  const asked = await world.lead(id);
  expect(asked.optIn.status).toBe('pending');
  expect(mayUse(asked.consents, 'email')).toBe(false);
  expect((await world.suppressions.of([asked.addressHash])).get(asked.addressHash)).toMatchObject({
    refusal: { reason: 'unsubscribed' },
  });
  expect(await gate.run(id)).toEqual([]);
});
