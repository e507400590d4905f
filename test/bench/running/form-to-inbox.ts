import { setTimeout as pause } from 'node:timers/promises';
import { addressOf, submitFrom } from '#test/support/crowd.ts';
import { aSubmission, inbox, submit } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

const VISITORS = 50;
/** So that one visitor's followers do not disturb the next. */
const BETWEEN = 200;

/** Sends the form once. Throws unless it was accepted. */
export async function sendForm(url: string, email: string, channels?: readonly string[], fields = {}): Promise<void> {
  const { status } = await submit(url, await aSubmission(url, { ...fields, email }, channels));
  if (status !== 202) throw new Error(`The form was answered with ${status}`);
}

/** Milliseconds from the submission until the opt-in mail is in the inbox, for visitors who come one after the other. */
export async function formToInbox(url: string): Promise<number[]> {
  const form = await aSubmission(url);
  const waits: number[] = [];
  for (let n = 0; n < VISITORS; n++) {
    const email = addressOf(n, 'visitor');
    const startedAt = performance.now();
    await submitFrom(url, VISITORS * 100 + n, { ...form, fields: { ...form.fields, email } });
    await waitFor(async () => (await inbox(url)).some(({ to }) => to === email), { every: 5, what: email });
    waits.push(performance.now() - startedAt);
    await pause(BETWEEN);
  }

  return waits;
}
