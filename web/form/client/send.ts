import type { Submission } from './submission.ts';

/** What became of a submission: accepted; refused with reasons per field; or not accepted now, in which case the same may be tried again. */
export type Outcome =
  | { kind: 'accepted' }
  | { kind: 'problems'; errors: { field: string; message: string }[] }
  | { kind: 'busy' | 'refused' | 'unreachable' };

const PATIENCE = 20_000;

/** Posts the submission. Never throws. */
export async function send(url: string, submission: Submission, key: string): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key },
      body: JSON.stringify(submission),
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) return { kind: 'accepted' };
    if (response.status === 429 || response.status === 503) return { kind: 'busy' };
    const errors = response.status === 400 || response.status === 422 ? fieldErrors(await response.json()) : [];

    return errors.length > 0 ? { kind: 'problems', errors } : { kind: 'refused' };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** The `errors` of a problem+json answer that have the shape agreed on. */
function fieldErrors(problem: unknown): { field: string; message: string }[] {
  if (typeof problem !== 'object' || problem === null || !('errors' in problem)) return [];

  return Array.isArray(problem.errors) ? problem.errors.filter(isFieldError) : [];
}

function isFieldError(error: unknown): error is { field: string; message: string } {
  if (typeof error !== 'object' || error === null || !('field' in error) || !('message' in error)) return false;

  return typeof error.field === 'string' && typeof error.message === 'string';
}

let last: { body: string; key: string } | undefined;

/** One key per filled form: a retry of the same content carries the same key, changed content a new one. */
export function keyFor(submission: Submission): string {
  const body = JSON.stringify(submission);
  if (last?.body !== body) last = { body, key: newKey() };

  return last.key;
}

/** `crypto.randomUUID` is missing on pages served without TLS. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
