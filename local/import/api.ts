import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { FormView } from '#contracts/form-view.ts';
import { type Locale, locales } from '#contracts/playbook.ts';
import { Problem } from '#contracts/problem.ts';
import type { Submission } from '#contracts/submission.ts';
import { ImportProblem } from './import-problem.ts';

/** What became of a submission: accepted (again, the same is answered); refused with reasons; or not to be had now, after all attempts. */
export type Outcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  | { readonly kind: 'failed'; readonly reason: string };

export interface Api {
  form(): Promise<Readonly<Record<Locale, FormView>>>;
  submit(submission: Submission, key: string): Promise<Outcome>;
}

const ATTEMPTS = 8;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
const PATIENCE = 20_000;

/** The public API of a Goldpan. All that is sent waits while the API asks for a pause. `pause` resolves after so many ms. */
export function apiAt(url: string, formId: string, pause: (ms: number) => Promise<unknown> = sleep): Api {
  const base = `${url}/forms/${encodeURIComponent(formId)}`;
  let closedUntil = 0;

  return {
    form: async () => {
      const views = await Promise.all(locales.map(async (locale) => [locale, await view(locale)] as const));
      return z.record(z.enum(locales), FormView).parse(Object.fromEntries(views));
    },
    submit: async (submission, key) => {
      let reason = '';
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (attempt > 0) await pause(Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt));
        while (closedUntil > Date.now()) await pause(closedUntil - Date.now());
        const answer = await post(submission, key);
        if (typeof answer === 'string') reason = answer;
        else if (answer.ok) return { kind: 'accepted' };
        else if (answer.status === 429 || answer.status >= 500) {
          reason = `the API answers ${answer.status}`;
          closedUntil = Math.max(closedUntil, Date.now() + retryAfter(answer.headers.get('retry-after')));
        } else return { kind: 'refused', reasons: await reasonsIn(answer) };
      }
      return { kind: 'failed', reason };
    },
  };

  async function view(locale: Locale): Promise<unknown> {
    const answer = await fetch(`${base}?locale=${locale}`, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => {
      throw new ImportProblem(`Nobody answers at ${url}. Is Goldpan running (npm start), or is --url wrong?`);
    });
    if (answer.status === 404) throw new ImportProblem(`There is no form ${formId} at ${url}.`);
    if (!answer.ok) throw new ImportProblem(`${url} answers ${answer.status} to the question for the form ${formId}.`);
    return answer.json().catch(() => {
      throw new ImportProblem(`What answers at ${url} is no Goldpan.`);
    });
  }

  /** A text tells why there is no answer. */
  async function post(submission: Submission, key: string): Promise<Response | string> {
    try {
      return await fetch(`${base}/submissions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key },
        body: JSON.stringify(submission),
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError'
        ? 'the API does not answer in time'
        : 'nobody answers';
    }
  }
}

/** Milliseconds; the header holds seconds or a date, and API Gateway's own 429 has none. */
function retryAfter(header: string | null): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();

  return Number.isNaN(ms) ? 0 : Math.max(0, Math.min(ms, 10 * LONGEST_PAUSE));
}

async function reasonsIn(answer: Response): Promise<string[]> {
  const problem = Problem.safeParse(await answer.json().catch(() => undefined));
  if (!problem.success) return [`the API answers ${answer.status}`];
  const { title, errors = [] } = problem.data;

  return errors.length === 0 ? [title] : errors.map(({ field, message }) => `${field}: ${message}`);
}
