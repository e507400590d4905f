import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { everyItem, startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, submit } from '#test/support/visitor.ts';

let stack: TestStack;
let valid: Awaited<ReturnType<typeof aSubmission>>;
let before: string[];

beforeAll(async () => {
  stack = await startStack();
  // The first sweep notes which playbook it sees; it shall not do so in the middle of a comparison.
  await stack.tick();
  // The first call of each function makes its key: that is no change by the input.
  valid = await aSubmission(stack.url, { email: 'somebody@known.example' });
  await submit(stack.url, valid);
  await stack.settle();
  await fetch(`${stack.url}/confirm/none`);
  before = await everyItem(stack);
}, 90_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

const Problem = z.strictObject({
  type: z.string().startsWith('urn:goldpan:problem:'),
  title: z.string().min(1),
  status: z.int(),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
});

const post = (path: string, body: BodyInit, contentType?: string) =>
  fetch(stack.url + path, {
    method: 'POST',
    body,
    headers: { accept: 'application/json', ...(contentType === undefined ? {} : { 'content-type': contentType }) },
  });

async function expectProblem(answer: Response, status: number, field?: string): Promise<void> {
  const text = await answer.text();
  expect({ status: answer.status, text }).toMatchObject({ status });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = Problem.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  if (field !== undefined) expect(problem.errors?.map((error) => error.field)).toContain(field);
  expect(await everyItem(stack)).toEqual(before);
}

const form = '/forms/whitepaper/submissions';
/** Each with a little more than the kilobytes that its body may have. */
const jsonPosts: [string, number][] = [
  [form, 17],
  ['/activities', 161],
];

describe.each(jsonPosts)('POST %s', (path, tooMany) => {
  test('without a content type is 415', async () => expectProblem(await post(path, new Uint8Array([123, 125])), 415));
  test('as XML is 415', async () => expectProblem(await post(path, '<a/>', 'application/xml'), 415));
  test('JSON sent as multipart: 415', async () =>
    expectProblem(await post(path, '{}', 'multipart/form-data; boundary=x'), 415));
  test(`with ${tooMany} KB is 413`, async () =>
    expectProblem(await post(path, JSON.stringify({ a: 'x'.repeat(tooMany * 1024) }), 'application/json'), 413));
  test('with a broken body is 400', async () => expectProblem(await post(path, '{"fields":', 'application/json'), 400));
  test('with no body is 400', async () => expectProblem(await post(path, '', 'application/json'), 400));
  test('`__proto__`, duplicate keys: rejected, wherever they stand', async () => {
    const refused: [string, string][] = [
      ['{"fields":{"__proto__":{"admin":true}}}', '__proto__'],
      ['{"__proto__":{"admin":true},"fields":{}}', '__proto__'],
      ['{"fields":{"\\u005f_proto__":"x"}}', '__proto__'],
      ['{"fields":{"email":"a@b.example","email":"c@d.example"}}', 'email'],
      ['{"fields":{"email":"a@b.example","\\u0065mail":"c@d.example"}}', 'email'],
    ];
    for (const [body, field] of refused) await expectProblem(await post(path, body, 'application/json'), 400, field);
  });
  test('with bytes that are no UTF-8 is 400', async () =>
    expectProblem(await post(path, new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'application/json'), 400));
  test('with an array, a number or null is 400', async () => {
    for (const body of ['[]', '1', 'null', '"text"'])
      await expectProblem(await post(path, body, 'application/json'), 400);
  });
});

test('10 MB body: 413, before anybody reads it', async () => {
  const { status } = await post(form, 'x'.repeat(11_000_000), 'application/json');
  expect(status).toBe(413);
  expect(await everyItem(stack)).toEqual(before);
});

describe('a field of the form', () => {
  const refused: [string, Record<string, unknown>, string][] = [
    ['half a surrogate pair', { company: 'a\ud800b' }, 'company'],
    ['too long a value', { company: 'x'.repeat(5_000) }, 'company'],
    ['an unknown field', { isAdmin: 'true' }, 'isAdmin'],
    ['an option that is not offered', { companySize: '1000000' }, 'companySize'],
    ['no e-mail address', { email: 'not an address' }, 'email'],
    ['an address with a line break', { email: 'a@b.example\r\nBcc: c@d.example' }, 'email'],
    ['two addresses', { email: 'a@b.example,c@d.example' }, 'email'],
    ['a required field that is empty', { jobTitle: '   ' }, 'jobTitle'],
    ['letters as phone', { phone: 'call me' }, 'phone'],
    ['a number where text belongs', { company: 42 }, 'fields.company'],
    ['a list where text belongs', { company: ['a'] }, 'fields.company'],
  ];
  test.each(refused)('with %s is refused by name', async (_what, fields, named) => {
    const answer = await submit(stack.url, {
      ...valid,
      fields: { ...valid.fields, email: 'new@bad.example', ...fields },
    });
    await expectProblem(answer, 400, named);
  });

  const refusedAs = async (fields: Record<string, unknown>, named: string) =>
    expectProblem(
      await submit(stack.url, { ...valid, fields: { ...valid.fields, email: 'new@bad.example', ...fields } }),
      400,
      named,
    );

  test('CR/LF in a name: rejected', async () => {
    for (const lineBreak of ['\r\n', '\n', '\r', '\u0085', '\u2028', '\u2029', '\v'])
      for (const name of ['firstName', 'lastName', 'company', 'jobTitle'])
        await refusedAs({ [name]: `Ada${lineBreak}Bcc: all@example.com` }, name);
  });

  test('NUL, RTL override, homographs: normalised or rejected', async () => {
    for (const unfit of ['\u0000', '\u202E', '\u202D', '\u2066', '\u2067'])
      for (const name of ['firstName', 'company', 'email']) await refusedAs({ [name]: `a${unfit}b@bad.example` }, name);
    // Cyrillic а and е before the @: SES could not mail it.
    for (const lookalike of ['\u0430da@bad.example', 'ad\u0435@bad.example', '\uff41da@bad.example'])
      await refusedAs({ email: lookalike }, 'email');
    expect(await everyItem(stack)).toEqual(before);
  });

  test('all faults are told at once', async () => {
    const answer = await submit(stack.url, { ...valid, fields: { email: 'x', company: '\u0000' }, consents: {} });
    const { errors = [] } = Problem.parse(await answer.json());
    expect(errors.map(({ field }) => field).sort()).toEqual([
      'company',
      'companySize',
      'consent.email',
      'email',
      'jobTitle',
    ]);
  });

  test('a consent to a wording that the form does not have is refused', async () => {
    const consents = { email: { given: true, text: '0'.repeat(64) } };
    await expectProblem(await submit(stack.url, { ...valid, consents }), 400, 'consent.email');
  });
});

test.each(['nothing', '__proto__', 'constructor', '%00', 'x'.repeat(2_000)])('form %s is unknown', async (id) => {
  await expectProblem(await post(`/forms/${id}/submissions`, JSON.stringify(valid), 'application/json'), 404);
  expect((await fetch(`${stack.url}/forms/${id}`)).status).toBe(404);
});

test('a form that climbs out of its folder is not found by the gateway itself', async () => {
  expect((await post('/forms/..%2f..%2fetc/submissions', JSON.stringify(valid), 'application/json')).status).toBe(404);
  expect(await everyItem(stack)).toEqual(before);
});

test.each([
  'none',
  'a.b.c.d',
  '..',
  '%2e%2e',
  'x'.repeat(3_000),
  '01ARZ3NDEKTSV4RRFFQ69G5FAV.x.1.AAAAAAAAAAAAAAAAAAAAAA',
])('token %s opens nothing and is told nothing', async (token) => {
  for (const kind of ['confirm', 'offers']) {
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? { body: 'decision=accept' } : {};
      const answer = await fetch(`${stack.url}/${kind}/${token}`, {
        method,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        ...body,
      });
      expect([400, 404]).toContain(answer.status);
    }
  }
  expect(await everyItem(stack)).toEqual(before);
});

test('an activity with a foreign token is 404 and nothing of its batch is kept', async () => {
  const activity = { lead: 'x.y.1.AAAAAAAAAAAAAAAAAAAAAA', id: 'activity-1', kind: 'page-visited' };
  await expectProblem(await post('/activities', JSON.stringify({ activities: [activity] }), 'application/json'), 404);
});

test('an Idempotency-Key that is not printable or too long is refused by name', async () => {
  await expectProblem(await submit(stack.url, valid, { 'idempotency-key': 'x'.repeat(201) }), 400, 'Idempotency-Key');
});

test('Foreign Host header: links still ours; a forwarded address changes no viewer', async () => {
  const email = 'hostile@headers.example';
  const answer = await submit(
    stack.url,
    { ...valid, fields: { ...valid.fields, email } },
    {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-for': '203.0.113.9',
      forwarded: 'for=203.0.113.9;host=evil.example',
    },
  );
  expect(answer.status).toBe(202);
  await stack.settle();
  const mail = stack.inbox.list().find(({ to }) => to === email);
  expect(mail?.text).toContain(`${stack.url}/confirm/`);
  expect(JSON.stringify(mail)).not.toContain('evil.example');
  expect((await everyItem(stack)).join('\n')).not.toContain('203.0.113.9');
});
