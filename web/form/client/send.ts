import type { Challenge, Solution } from '#contracts/challenge.ts';
import { challengeIn } from './challenge-in.ts';
import { solve } from './solve.ts';
import type { Submission } from './submission.ts';

/** What became of a submission: accepted; refused with reasons per field; or not accepted now, in which case the same may be tried again. */
export type Outcome =
  | { kind: 'accepted' }
  | { kind: 'problems'; errors: { field: string; message: string }[] }
  | { kind: 'busy' | 'refused' | 'unreachable' };

/** What goes along with a submission and is no part of what was filled in: it may differ from one try to the next. */
interface Circumstances {
  /** In ms. */
  openFor: number;
  solution?: Solution;
}

interface Sending {
  url: string;
  submission: Submission;
  key: string;
  openFor: number;
  /** Called before work that takes a moment. */
  onWork: () => void;
}

const PATIENCE = 20_000;

/** Posts the submission; does the work that the server may demand, once, and posts it again. Never throws. */
export async function send(sending: Sending): Promise<Outcome> {
  const { openFor, onWork } = sending;
  const first = await post(sending, { openFor });
  if (first.kind !== 'challenged') return first;
  onWork();
  const solution = await solve(first.challenge);
  const second = solution && (await post(sending, { openFor, solution }));

  return second === undefined || second.kind === 'challenged' ? { kind: 'refused' } : second;
}

type Answer = Outcome | { kind: 'challenged'; challenge: Challenge };

async function post({ url, submission, key }: Sending, circumstances: Circumstances): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ ...submission, ...circumstances }),
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) return { kind: 'accepted' };
    if (response.status === 429 || response.status === 503) return { kind: 'busy' };
    if (response.status === 428) {
      const challenge = challengeIn(await response.json());

      return challenge ? { kind: 'challenged', challenge } : { kind: 'refused' };
    }
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
