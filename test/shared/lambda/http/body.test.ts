import { describe, expect, it } from 'vitest';
import { BODY_LIMIT, readBody } from '#lambda/http/body.ts';
import { anHttpEvent } from '#test/support/http-event.ts';

const read = (contentType: string, body: string | Buffer, base64 = true) =>
  readBody(anHttpEvent({ headers: { 'content-type': contentType }, body, base64 }));
/** As long as browsers make them. */
const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW';
const multipart = (...parts: string[]) =>
  parts
    .map((part) => `--${boundary}\r\n${part}\r\n`)
    .join('')
    .concat(`--${boundary}--\r\n`);
const field = (name: string, value: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
const asMultipart = `multipart/form-data; boundary=${boundary}`;
const asForm = 'application/x-www-form-urlencoded';

describe('a body', () => {
  it.each([true, false])(
    'of JSON is read, base64 %s, whatever the case and the parameters of its type',
    async (base64) => {
      expect(await read('Application/JSON; charset=utf-8', '{"a":"ä💧"}', base64)).toEqual({
        kind: 'json',
        value: { a: 'ä💧' },
      });
    },
  );

  it('of a form is read, plus signs and percent signs as browsers write them', async () => {
    expect(await read(asForm, 'a=1+2&b=%C3%A4%2B&c=')).toEqual({ kind: 'form', fields: { a: '1 2', b: 'ä+', c: '' } });
  });

  it('by multipart is read as the browser sent it, in base64 as the real API hands it over', async () => {
    expect(await read(asMultipart, multipart(field('a', 'ä\r\nb'), field('c', '')))).toEqual({
      kind: 'form',
      fields: { a: 'ä\r\nb', c: '' },
    });
  });

  it.each([
    '',
    'text/plain',
    'application/xml',
    'application/jsonp',
    'application/json+x',
    'multipart/mixed; boundary=b',
  ])('of type %j is 415', async (type) => {
    await expect(read(type, '{}')).rejects.toMatchObject({ status: 415 });
  });

  it('without a type is 415', async () => {
    await expect(readBody(anHttpEvent({ body: '{}' }))).rejects.toMatchObject({ status: 415 });
  });

  it.each([
    ['application/json', (size: number) => `"${'x'.repeat(size - 2)}"`],
    [asForm, (size: number) => `a=${'x'.repeat(size - 2)}`],
  ])('of %s may have 16 KB and not a byte more, counted in bytes', async (type, ofSize) => {
    await expect(read(type, ofSize(BODY_LIMIT))).resolves.toBeDefined();
    await expect(read(type, ofSize(BODY_LIMIT + 1))).rejects.toMatchObject({ status: 413 });
    await expect(read(type, ofSize(BODY_LIMIT).replace(/xx/, 'ää'))).rejects.toMatchObject({ status: 413 });
  });

  it('larger than the limit is 413 before anything else is wrong with it', async () => {
    await expect(read('text/plain', 'x'.repeat(10_000_000))).rejects.toMatchObject({ status: 413 });
  });

  it.each(['application/json', asForm])('of %s that is not UTF-8 is refused', async (type) => {
    await expect(read(type, Buffer.from([0x61, 0x3d, 0xff, 0xfe]))).rejects.toMatchObject({ status: 400 });
  });

  it('that was left out is refused as JSON, and a form without fields', async () => {
    await expect(readBody(anHttpEvent({ headers: { 'content-type': 'application/json' } }))).rejects.toMatchObject({
      status: 400,
    });
    await expect(readBody(anHttpEvent({ headers: { 'content-type': asForm } }))).resolves.toEqual({
      kind: 'form',
      fields: {},
    });
  });
});

describe('a form', () => {
  const many = Array.from({ length: 61 }, (_, n) => `f${n}`);

  it.each([
    ['a field twice', 'a=1&a=2', multipart(field('a', '1'), field('a', '2'))],
    ['a field __proto__', '__proto__=1', multipart(field('__proto__', '1'))],
    ['a field constructor', 'constructor=1', multipart(field('constructor', '1'))],
    ['61 fields', many.map((name) => `${name}=`).join('&'), multipart(...many.map((name) => field(name, '')))],
  ])('with %s is refused either way', async (_what, urlencoded, parts) => {
    await expect(read(asForm, urlencoded)).rejects.toMatchObject({ status: 400 });
    await expect(read(asMultipart, parts)).rejects.toMatchObject({ status: 400 });
  });

  it('takes no files', async () => {
    const file =
      'Content-Disposition: form-data; name="a"; filename="x.exe"\r\nContent-Type: application/octet-stream\r\n\r\nMZ';

    await expect(read(asMultipart, multipart(file))).rejects.toMatchObject({ status: 400 });
    await expect(read(asMultipart, multipart(field('b', '1'), file))).rejects.toMatchObject({ status: 400 });
  });

  it.each(['{"a":1}', ' [1]', 'a=1', '<a/>'])(
    'JSON sent as multipart: 415, as is anything else under that type (%j)',
    async (body) => {
      await expect(read(asMultipart, body)).rejects.toMatchObject({ status: 415 });
      await expect(read('multipart/form-data', body)).rejects.toMatchObject({ status: 415 });
    },
  );

  it.each([
    ['without a boundary', 'multipart/form-data', multipart(field('a', '1'))],
    ['that was cut off', asMultipart, multipart(field('a', '1')).slice(0, -12)],
    [
      'that was cut off in a file',
      asMultipart,
      `--${boundary}\r\nContent-Disposition: form-data; name="a"; filename="x"\r\n\r\nMZ`,
    ],
    ['of nothing', asMultipart, ''],
  ])('by multipart %s is refused', async (_what, type, body) => {
    await expect(read(type, body)).rejects.toMatchObject({ status: 400 });
  });
});
