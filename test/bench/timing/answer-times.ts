import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { aSubmission, submit } from '#test/support/visitor.ts';

/** What follows one submission (a mail) shall be over before the next. */
const BETWEEN = 100;

/** Milliseconds until the answer. */
export interface AnswerTimes {
  readonly known: readonly number[];
  readonly unknown: readonly number[];
}

/**
 * Submits to a running Goldpan for addresses that it knows and for addresses that it does not, so many of each, one after the other in random order, and takes the
 * time until the last byte of each answer. Throws when any two answers differ in more than their date.
 */
export async function answerTimes(url: string, each: number): Promise<AnswerTimes> {
  const form = await aSubmission(url);
  const send = async (email: string) => {
    const startedAt = performance.now();
    const answer = await submit(url, { ...form, fields: { ...form.fields, email } });
    const body = await answer.text();
    const took = performance.now() - startedAt;

    return { took, answer: said(answer, body) };
  };
  const addresses = (name: string) => Array.from({ length: each }, (_, n) => `${name}-${n}@timing-${n}.example`);
  const known = addresses('known');
  for (const email of known) await send(email);
  // Until what followed from those is done.
  await pause(10_000);
  const order = shuffled([...known, ...addresses('unknown')]);
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  const answers = new Set<string>();
  for (const email of order) {
    const { took, answer } = await send(email);
    times[email.startsWith('known') ? 'known' : 'unknown'].push(took);
    answers.add(answer);
    await pause(BETWEEN + randomInt(BETWEEN));
  }
  if (answers.size !== 1) throw new Error(`Answers differ:\n${[...answers].join('\n\n')}`);

  return times;
}

/** Status, headers and body, all but what tells the time. */
function said(answer: Response, body: string): string {
  const headers = [...answer.headers].filter(
    ([name]) => !['date', 'apigw-requestid', 'x-amzn-requestid'].includes(name),
  );

  return JSON.stringify([answer.status, headers, body]);
}

function shuffled<T>(values: readonly T[]): T[] {
  const left = [...values];

  return values.map(() => left.splice(randomInt(left.length), 1)[0] as T);
}
