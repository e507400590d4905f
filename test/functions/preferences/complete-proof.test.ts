import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { dynamoLeadHistory } from '#adapters/dynamodb/lead-history.ts';
import { sha256 } from '#adapters/system/world.ts';
import { certificateFault, certificateOf } from '#domain/consent/certificate.ts';
import type { ConsentState } from '#domain/consent/consents.ts';
import type { ConsentEntry } from '#domain/consent/ledger.ts';
import { MINUTE } from '#domain/instant.ts';
import { OptInOverError } from '#domain/lead/opt-in-over-error.ts';
import { captureLead } from '#functions/capture/capture-lead.ts';
import { optInLinks } from '#functions/confirm/confirm-opt-in.ts';
import { preferences } from '#functions/preferences/preferences.ts';
import { aViewer } from '#test/support/a-lead.ts';
import { aForm, aPlaybook } from '#test/support/a-playbook.ts';
import { aMailGate, anAddress } from '#test/support/mail-gate.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const steps = [
  'submit for mail',
  'submit for all',
  'mail',
  'mail',
  'press the newest link',
  'press the first link',
  'withdraw calls',
  'withdraw all',
  'give calls again',
] as const;

/** Lives through the steps by what functions do; links are pressed as they stand in mails that went out. */
async function live(story: readonly (typeof steps)[number][]) {
  const email = anAddress();
  const gate = aMailGate(world);
  const page = preferences({
    ...world,
    activities: dynamoActivities(world.table),
    history: dynamoLeadHistory(world.table),
    playbook: aPlaybook(),
    pageUrl: 'https://leads.example.com/preferences',
  });
  const submit = (...channels: string[]) =>
    captureLead(world)({
      form: aForm(),
      locale: 'en',
      submission: {
        fields: { email, company: 'Wasserwerk Nord', jobTitle: 'Operator', companySize: '50-249' },
        consents: Object.fromEntries(
          aForm()
            .consents.filter(({ channel }) => channels.includes(channel))
            .map(({ channel, text }) => [channel, { given: true, text: sha256(text.en) }]),
        ),
      },
      viewer: aViewer,
      idempotencyKey: undefined,
    });
  const press = async (at: number) => {
    const token = gate.out.flatMap(({ text }) => /\/confirm\/([\w.-]+)/.exec(text)?.[1] ?? []).at(at);
    if (token === undefined) return;
    await optInLinks(world)
      .press(token, aViewer)
      .catch((error: unknown) => {
        if (!(error instanceof OptInOverError)) throw error;
      });
  };
  await submit('email', 'phone');
  const [address] = await world.itemsOfAddress(await world.hashes.address(email));
  const leadId = String(address?.leadId);
  const token = await world.links.token('preferences', leadId, 'lead');
  const phone = aForm().consents.find(({ channel }) => channel === 'phone');
  const does: Record<(typeof steps)[number], () => Promise<unknown>> = {
    'submit for mail': () => submit('email'),
    'submit for all': () => submit('email', 'phone', 'tracking'),
    mail: () => gate.run(leadId),
    'press the newest link': () => press(-1),
    'press the first link': () => press(0),
    'withdraw calls': () => page.withdraw(token, `phone/${phone?.purpose}`, aViewer),
    'withdraw all': () => page.withdraw(token, undefined, aViewer),
    'give calls again': () =>
      page.give(
        token,
        { consent: `phone/${phone?.purpose}`, wording: sha256(phone?.text.en ?? ''), locale: 'en' },
        aViewer,
      ),
  };
  for (const step of story) {
    world.wait(11 * MINUTE);
    await does[step]();
  }

  return page.look(token);
}

/** Of one consent: the wording as it was shown, and after it the yes; by the button of a link only if the mail with that link went out before. */
function isProven({ channel, purpose }: ConsentState, entries: readonly ConsentEntry[]): boolean {
  const own = entries.filter((entry) => 'channel' in entry && entry.channel === channel && entry.purpose === purpose);
  const confirmed = own.findLast(({ kind }) => kind === 'confirmed');
  if (confirmed?.kind !== 'confirmed') return false;
  const isShown = own.some(
    (entry) =>
      entry.kind === 'requested' && entry.n < confirmed.n && sha256(entry.wording.text) === entry.wording.sha256,
  );
  const isMailed = entries.some(
    ({ kind, n, requestId }) => kind === 'mailed' && n < confirmed.n && requestId === confirmed.requestId,
  );
  const isOpen = own.every(({ kind, n }) => kind !== 'withdrawn' || n < confirmed.n);

  return isShown && isOpen && (confirmed.method === 'preferences' || isMailed);
}

it('confirmed implies a complete proof, whatever came before (I11)', { timeout: 60_000 }, async () => {
  let confirmed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 10, size: 'max' }),
      async (story) => {
        const { lead, entries } = await live(['mail', ...story]);
        const { id: leadId, addressHash, ledger: head } = lead;
        const issue = { at: world.clock(), by: 'a', imprint: 'b', to: 'person' } as const;
        expect(certificateFault(certificateOf({ leadId, addressHash, entries, head }, issue), sha256)).toBeUndefined();
        for (const consent of Object.values(lead.consents)) {
          if (consent.status !== 'confirmed') continue;
          confirmed += 1;
          expect(isProven(consent, entries), JSON.stringify(consent)).toBe(true);
        }
      },
    ),
    { numRuns: 40 },
  );
  expect(confirmed).toBeGreaterThan(10);
});
