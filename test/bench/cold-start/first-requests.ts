import { randomUUID } from 'node:crypto';
import { dynamoKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { newUlid, sha256, systemClock } from '#adapters/system/world.ts';
import type { Form } from '#contracts/playbook.ts';
import { capture } from '#domain/lead/capture.ts';
import type { TestTable } from '#test/support/dynamodb.ts';
import { httpEvent } from '../http-event.ts';
import type { HotFunction } from '../reference/build.ts';
import { aSubmission } from '../submission.ts';

const viewer = { ip: '203.0.113.7', userAgent: 'bench' };

/** For each hot function what makes the first requests of so many runs, with the leads they are about stored. Each is used once. */
export async function firstRequests(
  { client, tableName }: TestTable,
  form: Form,
): Promise<Readonly<Record<HotFunction, (count: number) => Promise<unknown[]>>>> {
  const table = { client, name: tableName };
  const keys = dynamoKeys(table);
  // The key must be there: making it is the work of the very first request ever, not of a cold start.
  await keys.all('address');
  const links = macLinks(keyring(keys, 'link'));
  const times = <T>(count: number, make: () => Promise<T>) => Promise.all(Array.from({ length: count }, make));

  return {
    capture: (count) =>
      times(count, async () =>
        httpEvent({
          route: 'POST /forms/{formId}/submissions',
          path: { formId: form.id },
          json: aSubmission(form, randomUUID()),
        }),
      ),
    confirm: (count) =>
      times(count, async () => {
        const { id, request } = await storedLead();
        return httpEvent({
          route: 'POST /confirm/{token}',
          path: { token: await links.token('confirm', id, request) },
          form: {},
        });
      }),
    track: (count) =>
      times(count, async () => {
        const lead = await links.token('track', newUlid(), 'site');
        const activity = () => ({
          lead,
          id: randomUUID(),
          kind: 'page-visited',
          page: 'https://www.flusswerk.example/',
        });
        return httpEvent({ route: 'POST /activities', json: { activities: [activity(), activity(), activity()] } });
      }),
  };

  async function storedLead(): Promise<{ id: string; request: string }> {
    const [id, requestId] = [newUlid(), newUlid()];
    const { fields } = aSubmission(form, id);
    const consents = form.consents.map(({ channel, purpose, text }) => ({
      channel,
      purpose,
      text: text.en,
      sha256: sha256(text.en),
    }));
    const submission = { form, locale: 'en' as const, fields, consents, viewer, privacyNotice: '2026-11' };
    const change = capture(submission, { id, addressHash: sha256(id) }, { now: systemClock(), requestId, sha256 });
    await dynamoLeads(table, systemClock).create(change);

    return { id, request: requestId };
  }
}
