import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { sha256 } from '#adapters/system/world.ts';
import { InvalidSubmissionError } from '#app/invalid-submission-error.ts';
import type { Challenge } from '#contracts/challenge.ts';
import { ChallengeProblem } from '#contracts/challenge-problem.ts';
import { Problem } from '#contracts/problem.ts';
import { OfferOverError } from '#domain/lead/offer-over-error.ts';
import { OptInOverError } from '#domain/lead/opt-in-over-error.ts';
import { createHandler as capture } from '#functions/capture/handler.ts';
import { createHandler as confirm } from '#functions/confirm/handler.ts';
import { createHandler as preferences } from '#functions/preferences/handler.ts';
import { createHandler as respond } from '#functions/respond/handler.ts';
import { createHandler as track } from '#functions/track/handler.ts';
import { createHandler as unsubscribe } from '#functions/unsubscribe/handler.ts';
import { routes } from '#infra/routes.ts';
import { jsonLog } from '#lambda/log.ts';
import { ChallengeRequiredError } from '#ports/challenge-required-error.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import { RequestMismatchError } from '#ports/request-mismatch-error.ts';
import { UnknownLinkError } from '#ports/unknown-link-error.ts';
import { openApi } from '../../docs/openapi/document.ts';

/** Every handler is made to fail in every way it knows; the documented answers must foresee what it says then. */

const playbook = compilePlaybook('playbook');
const log = jsonLog('test', Date.now, () => undefined);
const baseUrl = 'https://leads.example';

/** Handlers by function, each failing with the error in its use case. */
const failing = (error: Error) => {
  const fail = () => Promise.reject(error);

  return {
    capture: capture({ captureLead: fail, recognise: fail, onTheBeat: fail, playbook, sha256, log }),
    confirm: confirm({ optInLinks: { look: fail, press: fail }, playbook, baseUrl, siteUrl: baseUrl, log }),
    unsubscribe: unsubscribe({
      unsubscribe: { look: fail, press: fail },
      notMe: { look: fail, press: fail },
      playbook,
      baseUrl,
      log,
    }),
    preferences: preferences({
      preferences: { look: fail, record: fail, withdraw: fail, give: fail, erase: fail },
      playbook,
      baseUrl,
      clock: () => new Date().toISOString(),
      sha256,
      log,
    }),
    track: track({
      recordActivities: { fromSite: fail, fromServer: fail },
      serverKeys: { senderOf: async () => undefined },
      agents: { isMachine: () => false },
      log,
    }),
    respond: respond({ offerLinks: { look: fail, answer: fail }, playbook, baseUrl, log }),
  };
};
type Failing = keyof ReturnType<typeof failing>;

const aChallenge: Challenge = {
  algorithm: 'SHA-256',
  challenge: 'a'.repeat(64),
  salt: 'salt?expires=1&',
  signature: 'b'.repeat(64),
  maxnumber: 1_000,
};

/** What the use case behind each function throws, by its docstring. */
const thrown: Record<Failing, Error[]> = {
  capture: [
    new InvalidSubmissionError([{ field: 'email', message: 'is missing' }]),
    new ChallengeRequiredError(aChallenge),
    new RequestMismatchError(),
  ],
  confirm: [new UnknownLinkError(), new LeadNotFoundError('L'), new OptInOverError('L')],
  unsubscribe: [new UnknownLinkError()],
  preferences: [new UnknownLinkError(), new LeadNotFoundError('L')],
  track: [new UnknownLinkError(['lead']), new InvalidSubmissionError([{ field: 'at', message: 'is too old' }])],
  respond: [new UnknownLinkError(), new LeadNotFoundError('L'), new OfferOverError('L', 'O')],
};
const anywhere = [new ConflictError('L'), new Error('nobody foresaw it')];

const wellFormed: Record<string, object> = {
  'POST /forms/{formId}/submissions': { fields: { email: 'a@example.com' } },
  'POST /confirm/{token}': {},
  'POST /preferences/{token}': { action: 'withdraw-all' },
  'POST /preferences/{token}/erase': {},
  'POST /unsubscribe/{token}': {},
  'POST /not-me/{token}': {},
  'POST /activities': { lead: 'token', id: 'activity-1', kind: 'page-visited' },
  'POST /offers/{token}': { decision: 'accept' },
};

type Sent = { body?: string; contentType?: string; accept?: string; formId?: string };

const eventOf = (
  routeKey: string,
  { body, contentType = 'application/json', accept = 'application/json', formId = 'whitepaper' }: Sent,
) =>
  ({
    routeKey,
    headers: { 'content-type': contentType, accept },
    pathParameters: { formId, token: 'T' },
    requestContext: { requestId: 'r', http: { method: routeKey.split(' ')[0] ?? '', sourceIp: '::1', userAgent: '' } },
    body,
    isBase64Encoded: false,
  }) as unknown as APIGatewayProxyEventV2;

const Answer = z.object({ statusCode: z.number(), headers: z.record(z.string(), z.string()), body: z.string() });
const Response = z.object({ content: z.record(z.string(), z.unknown()).default({}) });
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) }))),
  components: z.object({ responses: z.record(z.string(), Response) }),
});
const { paths, components } = Document.parse(openApi());

/** The content types that the document allows for that answer of the route. */
function documented(routeKey: string, status: number): string[] | undefined {
  const [method = '', path = ''] = routeKey.split(' ');
  const response = paths[path]?.[method.toLowerCase()]?.responses[status];
  if (response === undefined) return undefined;
  const { $ref: reference } = z.object({ $ref: z.string().optional() }).parse(response);
  const found = reference === undefined ? response : components.responses[reference.split('/').at(-1) ?? ''];

  return Object.keys(Response.parse(found).content);
}

const served = routes.map(({ method, path, function: name }) => ({
  routeKey: `${method} ${path}`,
  name: z.enum(['capture', 'confirm', 'unsubscribe', 'preferences', 'track', 'respond']).parse(name),
}));

const schemaOf = (status: number) => (status === 428 ? ChallengeProblem : Problem);

describe.each(served)('$routeKey', ({ routeKey, name }) => {
  it.each(casesOf(routeKey, name))('says what is documented: $error.name, $sent.accept, $sent.body', async (one) => {
    const answer = Answer.parse(await failing(one.error)[name](eventOf(routeKey, one.sent), {} as Context));
    const type = answer.headers['content-type']?.split(';')[0] ?? '';
    expect(documented(routeKey, answer.statusCode), `status ${answer.statusCode}`).toContain(type);
    if (type === 'application/problem+json')
      expect(schemaOf(answer.statusCode).parse(JSON.parse(answer.body)).status).toBe(answer.statusCode);
  });
});

/** What may go wrong on a route: with the request, and in the use case behind it. */
function casesOf(routeKey: string, name: Failing): { sent: Sent; error: Error }[] {
  const body = JSON.stringify(wellFormed[routeKey]);
  const accepts = ['application/json', 'text/html'];
  const unknownForm = accepts.map((accept) => ({ sent: { body, accept, formId: 'unknown' }, error: new Error() }));
  if (name === 'capture' && routeKey.startsWith('GET')) return unknownForm;
  const wrong: Sent[] = [
    { body: 'x', contentType: 'text/plain' },
    { body: 'a=1', contentType: 'application/x-www-form-urlencoded' },
    { body: '{' },
    { body: '{"a":1,"a":2}' },
    { body: JSON.stringify('x'.repeat(17_000)) },
    { body: JSON.stringify({ email: 'ada@example.com' }) },
  ];

  const others = accepts.flatMap((accept) => [
    ...wrong.map((sent) => ({ sent: { ...sent, accept }, error: new UnknownLinkError() })),
    ...[...thrown[name], ...anywhere].map((error) => ({ sent: { body, accept }, error })),
  ]);

  return [...(name === 'capture' ? unknownForm : []), ...others];
}

it('covers every route that is served', () => {
  const posts = routes.filter(({ method }) => method === 'POST').map(({ path }) => `POST ${path}`);
  expect(Object.keys(wellFormed).sort()).toEqual(posts.sort());
});
