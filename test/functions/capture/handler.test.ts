import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { proofsOfWork } from '#adapters/keyring/proofs-of-work.ts';
import { sha256 } from '#adapters/system/world.ts';
import { ChallengeProblem } from '#contracts/challenge-problem.ts';
import { LEFT_EMPTY } from '#contracts/left-empty.ts';
import { captureLead } from '#functions/capture/capture-lead.ts';
import { demandProof } from '#functions/capture/demand-proof.ts';
import { createHandler } from '#functions/capture/handler.ts';
import { recognise } from '#functions/capture/recognise.ts';
import { aForm, aPlaybook } from '#test/support/a-playbook.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { sharedData } from '#test/support/shared-data.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { solve } from '#web/form/client/solve.ts';

let world: World;
let handler: ReturnType<typeof createHandler>;
let log = aLog();
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  log = aLog();
  handler = createHandler({
    captureLead: captureLead(world),
    recognise: recognise(world),
    onTheBeat: async () => undefined,
    playbook: aPlaybook(),
    sha256,
    log,
  });
});
afterAll(() => world.stop());

const wording = sha256(aForm().consents[0]?.text.en ?? '');
const answers = { email: 'ada@example.com', company: 'Wasserwerk', jobTitle: 'Operator', companySize: '1-49' };
const asJson = (fields: object) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    fields: { ...answers, ...fields },
    consents: { email: { given: true, text: wording } },
    locale: 'en',
  }),
});
const asForm = (fields: Record<string, string>) => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({
    ...answers,
    ...fields,
    'consent.email': 'yes',
    'consentText.email': wording,
    locale: 'en',
  }).toString(),
  base64: true,
});
type Sent = Parameters<typeof anHttpEvent>[0];
const send = (sent: Sent) => handler(anHttpEvent({ path: { formId: 'whitepaper' }, ...sent }), aContextOf());
const storedOf = async (email: string) => {
  const [address] = await world.itemsOfAddress(await world.hashes.address(email));
  return address === undefined ? undefined : world.lead(String(address.leadId));
};

describe('a submission', () => {
  it('is answered the same for a known and an unknown address, byte for byte', async () => {
    const first = await send(asJson({ email: 'twice@example.com' }));
    const second = await send(asJson({ email: 'twice@example.com' }));

    expect(first).toEqual({
      statusCode: 202,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: '{"status":"check-your-inbox"}',
    });
    expect(second).toEqual(first);
    const [one, two] = [
      await send(asForm({ email: 'form@example.com' })),
      await send(asForm({ email: 'form@example.com' })),
    ];
    expect(one).toMatchObject({ statusCode: 303, headers: { location: '/forms/whitepaper/thank-you?locale=en' } });
    expect(two).toEqual(one);
  });

  it('by multipart is kept like any other', async () => {
    const body = new FormData();
    for (const [name, value] of new URLSearchParams(asForm({ email: 'multi@example.com', firstName: 'Zoë 💧' }).body))
      body.append(name, value);
    const request = new Request('http://localhost', { method: 'POST', body });
    const sent = {
      body: Buffer.from(await request.arrayBuffer()),
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      base64: true,
    };

    expect(await send(sent)).toMatchObject({ statusCode: 303 });
    expect((await storedOf('multi@example.com'))?.profile.firstName?.value).toBe('Zoë 💧');
  });

  it.each(['unknown', '__proto__', 'constructor', 'toString', ''])('to the form %j is 404', async (formId) => {
    const answer = await send({ ...asJson({}), path: { formId } });

    expect(answer).toMatchObject({ statusCode: 404, headers: { 'content-type': 'application/problem+json' } });
  });

  it.each(['a b', 'ä', '', 'x'.repeat(201), 'line\nbreak'])('with the Idempotency-Key %j is 400', async (key) => {
    const { headers, ...sent } = asJson({});

    expect(await send({ ...sent, headers: { ...headers, 'idempotency-key': key } })).toMatchObject({ statusCode: 400 });
  });

  it.each([
    ['an unknown key', { fields: answers, admin: true }],
    ['no fields', { consents: {} }],
    ['fields that are a list', { fields: [] }],
    ['a number for a text', { fields: { ...answers, company: 7 } }],
    ['an object for a text', { fields: { ...answers, company: { $ne: '' } } }],
    ['a consent to a channel that does not exist', { fields: answers, consents: { fax: { given: true } } }],
    ['a page that is a script', { fields: answers, page: 'javascript:alert(1)' }],
    ['nothing', null],
    ['a list', []],
  ])('with %s is 400', async (_what, value) => {
    const answer = await send({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

    expect(answer).toMatchObject({ statusCode: 400, headers: { 'content-type': 'application/problem+json' } });
  });

  it.each([
    'consent.__proto__=yes',
    'consent.constructor=yes',
    'consentText.toString=x',
    'a=1&a=2',
    '__proto__=x',
    'fields.email=x',
  ])('by a form with %s is 400', async (body) => {
    expect(await send({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })).toMatchObject({
      statusCode: 400,
    });
  });

  it.each(['firstName=%FF', 'firstName=%C3', 'firstName=a%00b', 'firstName=a%0D%0AB', 'firstName=%E2%80%AEabc'])(
    'with %s, which is no text for a line, is refused by name',
    async (field) => {
      const { body, headers } = asForm({});
      const answer = await send({ headers, body: `${body}&${field}` });

      expect(answer.statusCode).toBe(400);
      expect(JSON.parse(answer.body)).toMatchObject({ errors: [{ field: 'firstName' }] });
    },
  );

  it.each([
    ['fullwidth letters', '\uff45\uff4bample.example', 'ekample.example'],
    ['a Cyrillic a', 'p\u0430ypal.example', 'xn--pypal-4ve.example'],
    ['a dotless i', 'w\u0131ki.example', 'xn--wki-jua.example'],
    ['an ideographic full stop', 'werk\u3002example', 'werk.example'],
  ])('NUL, RTL override, homographs: normalised or rejected (%s in a domain)', async (_what, typed, kept) => {
    expect(await send(asJson({ email: `ada@${typed}` }))).toMatchObject({ statusCode: 202 });
    expect((await storedOf(`ada@${kept}`))?.profile.email?.value).toBe(`ada@${kept}`);
  });

  it('by a browser without JavaScript is told on a page what to mend, each field by its label', async () => {
    const { headers, ...sent } = asForm({ companySize: 'huge' });
    const answer = await send({ ...sent, headers: { ...headers, accept: 'text/html,*/*', 'accept-language': 'de' } });

    expect(answer).toMatchObject({
      statusCode: 400,
      headers: { 'content-type': expect.stringContaining('text/html') },
    });
    expect(answer.body).toContain('Beschäftigte im Unternehmen');
  });

  it('leaves nothing that anybody typed in the log', async () => {
    const canary = 'canary-41c7';
    await send(asJson({ email: `${canary}@example.com`, firstName: canary }));
    await send(asJson({ email: canary, [canary]: canary }));
    await send({ headers: { 'content-type': 'application/json' }, body: `{"fields": ${canary}` });
    await send({ ...asJson({}), path: { formId: canary }, headers: { 'content-type': canary, 'user-agent': canary } });

    expect(log.lines.length).toBeGreaterThanOrEqual(4);
    expect(log.lines.join()).not.toContain(canary);
  });
});

describe('the field that people do not see', () => {
  it.each([
    ['JSON', asJson, 202],
    ['a form', asForm, 303],
  ] as const)('filled in, by %s: the same answer as ever, and nothing else', async (_way, sent, status) => {
    const email = `machine-${status}@example.com`;
    const before = await world.itemsOfAddress(await world.hashes.address(email));
    const answer = await send(sent({ email, [LEFT_EMPTY]: 'https://spam.example' }));

    expect(answer).toEqual(await send(sent({ email: `person-${status}@example.com` })));
    expect(answer.statusCode).toBe(status);
    expect([before, await storedOf(email)]).toEqual([[], undefined]);
    expect(log.lines.filter((line) => line.includes('"HoneypotFilled":1'))).toHaveLength(1);
    expect(log.lines.filter((line) => line.includes('"SubmissionAccepted":1'))).toHaveLength(1);
  });

  it('filled in, does not hide what else is wrong', async () => {
    expect(await send(asJson({ companySize: 'huge', [LEFT_EMPTY]: 'x' }))).toMatchObject({ statusCode: 400 });
  });

  it('left empty, as a form without JavaScript sends it, is no matter', async () => {
    await send(asForm({ email: 'empty@example.com', [LEFT_EMPTY]: '' }));

    expect(await storedOf('empty@example.com')).toBeDefined();
  });
});

describe('when a proof of work is due', () => {
  const challenges = proofsOfWork({ first: async () => ({ id: '1', secret: Buffer.from('s') }) }, () => world.clock());
  beforeEach(() => {
    const due = demandProof({ challenges, optInLoad: { isHigh: async () => true }, minimumFillTime: 1 });
    handler = createHandler({
      captureLead: captureLead({ ...world, demandProof: due }),
      recognise: recognise(world),
      onTheBeat: async () => undefined,
      playbook: aPlaybook(),
      sha256,
      log,
    });
  });

  it('tells a script the challenge, and takes the same again with its solution, once more and again', async () => {
    const sent = asJson({ email: 'worker@example.com' });
    const refused = await send(sent);
    expect(refused).toMatchObject({ statusCode: 428, headers: { 'content-type': 'application/problem+json' } });
    expect(await storedOf('worker@example.com')).toBeUndefined();

    const { challenge } = ChallengeProblem.parse(JSON.parse(refused.body));
    const solution = await solve(challenge);
    const again = { ...sent, body: JSON.stringify({ ...JSON.parse(sent.body), solution }) };
    expect([(await send(again)).statusCode, (await send(again)).statusCode]).toEqual([202, 202]);
    expect(await storedOf('worker@example.com')).toMatchObject({ version: 2 });
  });

  it('tells known and unknown addresses the same but for the challenge', async () => {
    const shape = async (email: string) => {
      const { body, ...answer } = await send(asJson({ email }));
      const { challenge, ...problem } = ChallengeProblem.parse(JSON.parse(body));
      return { answer, problem, salt: challenge.salt.length };
    };

    expect(await shape('worker@example.com')).toEqual(await shape('never-seen@example.com'));
  });

  it.each([
    ['de', 'JavaScript'],
    ['en', 'few minutes'],
  ])('tells a browser without JavaScript on a page what it can do (%s), and keeps nothing', async (language, words) => {
    const { headers, ...sent } = asForm({ email: 'plain@example.com' });
    const answer = await send({ ...sent, headers: { ...headers, accept: 'text/html', 'accept-language': language } });

    expect(answer).toMatchObject({ statusCode: 428, headers: { 'retry-after': '300' } });
    expect(answer.body).toContain(words);
    expect(await storedOf('plain@example.com')).toBeUndefined();
  });
});

it('tells a landing page what to ask, with the wordings of the consents', async () => {
  const answer = await send({ route: 'GET /forms/{formId}', query: { locale: 'en' } });

  expect(answer.statusCode).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({
    id: 'whitepaper',
    locale: 'en',
    consents: [{ channel: 'email', text: wording }, {}, {}],
  });
});

describe('naughty strings', () => {
  const file = sharedData('bad-input/blns.json');
  const strings = file === undefined ? [] : z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
  const fieldNames = aForm().fields.map(({ name }) => name);
  const ways = { json: asJson, urlencoded: asForm };
  const faultsOf = (answer: { statusCode: number; body: string }): string[] =>
    answer.statusCode === 400
      ? z
          .object({ errors: z.array(z.object({ field: z.string() })) })
          .parse(JSON.parse(answer.body))
          .errors.map(({ field }) => field)
      : [];

  /** Sends a string in every field, four at once, then again without those by whose names it was refused: what is left must be kept literally. */
  async function becameOf(text: string, way: keyof typeof ways, n: number): Promise<object[]> {
    const filled = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, text]));
    const refused = [
      ...faultsOf(await send(ways[way](filled(fieldNames.slice(0, 4))))),
      ...faultsOf(await send(ways[way](filled(fieldNames.slice(4))))),
    ];
    const kept = fieldNames.filter((name) => !refused.includes(name));
    const email = `${way}.${n}@example.com`;
    const answer = await send(ways[way]({ email, ...filled(kept) }));
    const profile = (await storedOf(kept.includes('email') ? text : email))?.profile ?? {};
    const lost = kept.filter((name) => (profile[name]?.value ?? '') !== text.trim());

    return [202, 303].includes(answer.statusCode) && lost.length === 0 ? [] : [{ text, answer, lost }];
  }

  it.skipIf(file === undefined).each(['json', 'urlencoded'] as const)(
    'sent as %s are kept literally in every field, without the white space around them, or refused by name',
    async (way) => {
      const wrong: object[] = [];
      // Side by side as far as one client has connections.
      for (let start = 0; start < strings.length; start += 40) {
        const some = strings.slice(start, start + 40);
        wrong.push(...(await Promise.all(some.map((text, n) => becameOf(text, way, start + n)))).flat());
      }
      expect(wrong).toEqual([]);
    },
  );

  it.skipIf(file === undefined)('as names of fields are refused', async () => {
    const answered = await Promise.all(strings.map((text) => send(asJson({ [text]: 'x' }))));

    expect(new Set(answered.map(({ statusCode }) => statusCode))).toEqual(new Set([400]));
  });
});
