import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { InvalidSubmissionError } from '#app/invalid-submission-error.ts';
import { OfferOverError } from '#domain/lead/offer-over-error.ts';
import { OptInOverError } from '#domain/lead/opt-in-over-error.ts';
import { json } from '#lambda/http/answer.ts';
import { type HttpRequest, httpHandler, parsed } from '#lambda/http/http-handler.ts';
import { localeOf } from '#lambda/http/locale.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import { RequestMismatchError } from '#ports/request-mismatch-error.ts';
import { UnknownFormError } from '#ports/unknown-form-error.ts';
import { UnknownLinkError } from '#ports/unknown-link-error.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';

const CANARY = 'canary-9d02';
let log = aLog();
beforeEach(() => {
  log = aLog();
});
const Path = z.object({ token: z.string() });
type Asked = HttpRequest<z.infer<typeof Path>>;

const ask = (
  answer: (request: Asked) => unknown,
  sent: Parameters<typeof anHttpEvent>[0] = { route: 'GET /confirm/{token}', path: { token: CANARY } },
) => httpHandler({ path: Path, log }, async (request) => json(200, answer(request)))(anHttpEvent(sent), aContextOf());
const throwing = (error: unknown) => () => {
  throw error;
};

describe('a request', () => {
  it('comes with the viewer as the gateway saw it, whatever the headers claim', async () => {
    let viewer: unknown;
    const sent = {
      route: 'GET /x',
      path: { token: 't' },
      headers: { 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1' },
    };
    await ask((request) => {
      viewer = request.viewer;
    }, sent);

    expect(viewer).toEqual({ ip: '203.0.113.7', userAgent: 'test' });
  });

  it('has a body only as a POST', async () => {
    const body = { headers: { 'content-type': 'application/json' }, body: '{"a":1}', path: { token: 't' } };

    expect(JSON.parse((await ask(({ body }) => body ?? null, { ...body, route: 'GET /x' })).body)).toBeNull();
    expect(JSON.parse((await ask(({ body }) => body, { ...body, route: 'POST /x' })).body)).toEqual({
      kind: 'json',
      value: { a: 1 },
    });
  });

  it('whose path is not as the route says is 404', async () => {
    expect((await ask(() => ({}), { route: 'GET /x' })).statusCode).toBe(404);
  });
});

describe('an error', () => {
  it.each([
    [new UnknownLinkError(), 404, 'not-found'],
    [new LeadNotFoundError('lead'), 404, 'not-found'],
    [new UnknownFormError(), 404, 'unknown-form'],
    [new OptInOverError('lead'), 409, 'opt-in-over'],
    [new OfferOverError('lead', 'offer'), 409, 'offer-over'],
    [new RequestMismatchError(), 422, 'idempotency-mismatch'],
    [new ConflictError('lead'), 503, 'busy'],
    [Object.assign(new Error(), { name: 'ThrottlingException' }), 503, 'busy'],
    [new InvalidSubmissionError([{ field: 'email', message: 'no' }]), 400, 'invalid-request'],
    [new Error(CANARY), 500, 'internal'],
    [CANARY, 500, 'internal'],
    [undefined, 500, 'internal'],
  ])('%s is answered as a problem', async (error, status, kind) => {
    const answer = await ask(throwing(error));

    expect(answer).toMatchObject({
      statusCode: status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    });
    expect(JSON.parse(answer.body)).toMatchObject({
      type: `urn:goldpan:problem:${kind}`,
      status,
      title: expect.any(String),
    });
  });

  it('tells a link that was never made and a lead that is gone with the same bytes', async () => {
    expect(await ask(throwing(new UnknownLinkError()))).toEqual(await ask(throwing(new LeadNotFoundError('lead'))));
  });

  it('that nobody foresaw tells the caller nothing, and the log what it needs', async () => {
    const error = new TypeError('cannot read x', { cause: new Error('the cause') });
    const answer = await ask(throwing(error));

    expect(answer.body).toBe(
      '{"type":"urn:goldpan:problem:internal","title":"Something went wrong on our side","status":500}',
    );
    expect(JSON.parse(log.lines[0] ?? '')).toMatchObject({
      level: 'ERROR',
      route: 'GET /confirm/{token}',
      status: 500,
      requestId: 'request-1',
      error: { name: 'TypeError', message: 'cannot read x', cause: { message: 'the cause' } },
    });
  });

  it('says when to come again while too much is going on', async () => {
    expect((await ask(throwing(new ConflictError('lead')))).headers).toMatchObject({ 'retry-after': '1' });
  });

  it('leaves neither path nor what a parser quotes in the log', async () => {
    const quotes = () => JSON.parse(`{"a": ${CANARY}`);
    const refuses = () => z.strictObject({ a: z.literal('b') }).parse({ a: CANARY, [CANARY]: 1 });
    await ask(quotes);
    await ask(() => {
      try {
        return quotes();
      } catch (cause) {
        throw new Error('wrapped', { cause });
      }
    });
    const seen = log.lines.join();
    await ask(refuses);

    expect(seen).toContain('SyntaxError');
    expect(log.lines).toHaveLength(3);
    expect(log.lines.join()).not.toContain(CANARY);
  });
});

describe('a value that does not fit its schema', () => {
  const Schema = z.strictObject({ fields: z.record(z.string(), z.string()), n: z.optional(z.int()) });
  const faultsOf = (value: unknown) => {
    try {
      parsed(Schema, value);
      return [];
    } catch (error) {
      return (error as { errors: { field: string }[] }).errors.map(({ field }) => field);
    }
  };

  it('is refused naming every field, and quoting no value', () => {
    expect(faultsOf({ fields: { a: 1, b: 2 }, n: 'x', extra: 1, more: 2 })).toEqual(
      expect.arrayContaining(['fields.a', 'fields.b', 'n', 'extra', 'more']),
    );
    try {
      parsed(Schema, { fields: { a: [CANARY] }, n: CANARY });
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain(CANARY);
    }
  });
});

it.each([
  ['de', undefined, 'de'],
  [undefined, 'de-CH,de;q=0.9,en;q=0.8', 'de'],
  [undefined, 'fr-FR,fr;q=0.9,de;q=0.5', 'de'],
  [undefined, 'fr', 'en'],
  ['fr', 'de', 'de'],
  ['EN', 'de', 'en'],
  [undefined, undefined, 'en'],
  ['__proto__', '*', 'en'],
] as const)('the language for %s and Accept-Language %s is %s', (asked, accepted, expected) => {
  expect(localeOf(asked, accepted)).toBe(expected);
});
