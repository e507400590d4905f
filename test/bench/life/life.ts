import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { dynamoKeys } from '#adapters/dynamodb/keys.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import type { Form } from '#contracts/playbook.ts';
import type { FunctionName } from '#infra/functions.ts';
import { httpEvent } from '../http-event.ts';
import { aSubmission } from '../submission.ts';
import { visits } from '../visits.ts';
import type { Invocation, QuietStack } from './quiet-stack.ts';

/** One step of a lead's life: a request and everything that followed from it. */
export interface Step {
  readonly name: string;
  readonly invocations: readonly Invocation[];
}

const DAY = 86_400_000;
const MINUTE = 60_000;

/**
 * A lead's whole life: form, confirmation, four visits, an offer that is accepted between the second and the third. Throws when the lead does not get
 * there.
 */
export async function liveALife(stack: QuietStack, form: Form, visitor: string): Promise<Step[]> {
  const steps: Step[] = [];
  const links = macLinks(keyring(dynamoKeys({ client: stack.table.client, name: stack.table.tableName }), 'link'));
  await step('submit', 'capture', 202, aSubmissionRequest(form, visitor));
  const { leadId, requestId } = z.object({ leadId: z.string(), requestId: z.string() }).parse(event('lead.captured'));
  const confirmation = { token: await links.token('confirm', leadId, requestId) };
  await step('open confirmation', 'confirm', 200, { route: 'GET /confirm/{token}', path: confirmation });
  await step('confirm', 'confirm', 200, { route: 'POST /confirm/{token}', path: confirmation, form: {} });
  const trackToken = await links.token('track', leadId, 'site');
  await visit(0);
  await visit(1);
  const { offerId } = z.object({ offerId: z.string() }).parse(event('lead.offered'));
  const offer = { token: await links.token('offer', leadId, offerId) };
  await step('open offer', 'respond', 200, { route: 'GET /offers/{token}', path: offer });
  await step('accept', 'respond', 200, { route: 'POST /offers/{token}', path: offer, form: { decision: 'accept' } });
  await visit(2);
  await visit(3);
  const mails = callsOf(steps).filter(({ operation }) => operation === 'ses:SendRawEmail').length;
  // The opt-in, the welcome, the offer, and the contact details for who accepted it.
  if (mails !== 4) throw new Error(`The life had ${mails} mails instead of 4`);

  return steps;

  async function step(name: string, to: FunctionName, expected: number, request: Parameters<typeof httpEvent>[0]) {
    const { status, body, invocations } = await stack.request(to, httpEvent(request));
    if (status !== expected) throw new Error(`${name}: ${status} instead of ${expected}: ${body.slice(0, 500)}`);
    steps.push({ name, invocations });
  }

  async function visit(n: number): Promise<void> {
    const arrival = Date.now() - (visits.length - n) * DAY;
    const activities = visits[n]?.map((kind, minutes) => ({
      lead: trackToken,
      id: randomUUID(),
      kind,
      at: new Date(arrival + minutes * MINUTE).toISOString(),
      topic: 'membranes',
      page: 'https://www.flusswerk.example/solutions/membranes',
    }));
    await step(`visit ${n + 1}`, 'track', 202, { route: 'POST /activities', json: { activities } });
  }

  /** The detail of the last event of a type. */
  function event(type: string): unknown {
    const found = callsOf(steps)
      .flatMap(({ events }) => events)
      .findLast(({ DetailType }) => DetailType === type);
    if (found === undefined) throw new Error(`There was no ${type}`);

    return JSON.parse(found.Detail ?? '');
  }
}

/** A submission as the landing page's script sends it. */
export const aSubmissionRequest = (form: Form, visitor: string) => ({
  route: 'POST /forms/{formId}/submissions',
  path: { formId: form.id },
  headers: { 'idempotency-key': randomUUID() },
  json: aSubmission(form, visitor),
});

export const callsOf = (steps: readonly Step[]) =>
  steps.flatMap(({ invocations }) => invocations.flatMap(({ calls }) => calls));
