import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { sesMailer } from '#adapters/mail/ses-mailer.ts';
import { jsonLog } from '#lambda/log.ts';
import { MailRefusedError } from '#ports/mail-refused-error.ts';

const aws = mockClient(SESClient);
const mailer = sesMailer(new SESClient({}), {
  from: 'Flusswerk <hello@mail.example.com>',
  configurationSet: 'goldpan',
});
const mail = {
  to: 'ada@example.com',
  subject: 'Bitte bestätigen',
  text: 'Zum Bestätigen: https://example.com/confirm/abc',
  html: '<p>Zum <a href="https://example.com/confirm/abc">Bestätigen</a></p>',
  headers: { 'Auto-Submitted': 'auto-generated' },
};
const sent = () => aws.commandCalls(SendRawEmailCommand)[0]?.args[0].input;
const mime = () => Buffer.from(sent()?.RawMessage?.Data ?? '').toString('utf8');
const head = () => mime().split('\r\n\r\n')[0] ?? '';
beforeEach(() => {
  aws.reset();
  aws.on(SendRawEmailCommand).resolves({ MessageId: 'ses-1' });
});

it('hands over one mail to one recipient, and answers its id', async () => {
  expect(await mailer.send(mail)).toBe('ses-1');
  expect(sent()).toMatchObject({
    Destinations: ['ada@example.com'],
    Source: 'Flusswerk <hello@mail.example.com>',
    ConfigurationSetName: 'goldpan',
  });
});

it('has both bodies and all headers', async () => {
  await mailer.send(mail);

  expect(head()).toMatch(/^From: Flusswerk <hello@mail\.example\.com>$/m);
  expect(head()).toMatch(/^To: ada@example\.com$/m);
  expect(head()).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(head()).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(head()).toMatch(/^Message-ID: <.+@mail\.example\.com>$/m);
  expect(head()).toMatch(/^MIME-Version: 1\.0$/m);
  expect(mime()).toMatch(/Content-Type: text\/plain; charset=utf-8/);
  expect(mime()).toMatch(/Content-Type: text\/html; charset=utf-8/);
  expect(mime()).toContain('multipart/alternative');
});

it('tells SES what to tell again with what became of the mail', async () => {
  await mailer.send({ ...mail, tags: { lead: '01KARWK2V0D3N1J5Q8X7Y4Z6M9', mail: 'opt-in-reminder' } });

  expect(sent()?.Tags).toEqual([
    { Name: 'lead', Value: '01KARWK2V0D3N1J5Q8X7Y4Z6M9' },
    { Name: 'mail', Value: 'opt-in-reminder' },
  ]);
});

it.each(['a b', 'ä', 'x,y=z', ''])('hands over no mail with a tag that SES would not take (%j)', async (tag) => {
  await expect(mailer.send({ ...mail, tags: { lead: tag } })).rejects.toThrow('tag');
  expect(aws.calls()).toHaveLength(0);
});

describe('line breaks', () => {
  const poison = [
    'a\r\nBcc: evil@example.com',
    'a\nBcc: evil@example.com',
    'a\rBcc: evil@example.com',
    'a\r\n\r\nevil body',
  ];

  it.each(poison)('in a subject make no header (%#)', async (subject) => {
    await mailer.send({ ...mail, subject });

    expect(mime()).not.toMatch(/^Bcc:/m);
    expect(mime()).not.toMatch(/^evil body/m);
    expect(sent()?.Destinations).toEqual(['ada@example.com']);
  });

  it.each(poison)('in the value of a header make no header (%#)', async (value) => {
    await mailer.send({ ...mail, headers: { 'X-Reason': value } });

    expect(mime()).not.toMatch(/^Bcc:/m);
    expect(mime()).not.toMatch(/^evil body/m);
  });

  it('in an address reach nobody else', async () => {
    await mailer.send({ ...mail, to: 'ada@example.com\r\nBcc: evil@example.com' }).catch(() => undefined);

    expect(aws.calls().length === 0 || !/^Bcc:/m.test(mime())).toBe(true);
  });
});

it('reads no file and no address on the web for a body', async () => {
  const outcome = mailer.send({ ...mail, html: { path: '/etc/hostname' } as unknown as string });

  await expect(outcome).rejects.toThrow();
  expect(aws.calls()).toHaveLength(0);
});

describe('when SES does not answer with an id', () => {
  const fault = (name: string, $fault: 'client' | 'server', message = name) =>
    new SESServiceException({ name, $fault, message, $metadata: { httpStatusCode: $fault === 'client' ? 400 : 500 } });

  it.each(['MessageRejected', 'Throttling', 'MailFromDomainNotVerified', 'AccountSendingPaused'])(
    'it was refused for sure when SES says %s',
    async (name) => {
      aws.on(SendRawEmailCommand).rejects(fault(name, 'client'));

      await expect(mailer.send(mail)).rejects.toMatchObject({ name: 'MailRefusedError', code: name });
    },
  );

  it.each([
    ['a fault of its own', fault('InternalFailure', 'server')],
    ['a time-out', Object.assign(new Error('timeout'), { name: 'TimeoutError' })],
    ['a broken connection', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ])('nobody knows after %s', async (_what, error) => {
    aws.on(SendRawEmailCommand).rejects(error);

    await expect(mailer.send(mail)).rejects.not.toBeInstanceOf(MailRefusedError);
  });

  it('nobody knows after an answer without an id', async () => {
    aws.on(SendRawEmailCommand).resolves({});

    await expect(mailer.send(mail)).rejects.not.toBeInstanceOf(MailRefusedError);
  });

  it('says nothing of the recipient in the log, although SES does', async () => {
    const said = 'Email address is not verified. The following identities failed the check: ada@example.com';
    aws.on(SendRawEmailCommand).rejects(fault('MessageRejected', 'client', said));
    const lines: string[] = [];
    const error = await mailer.send(mail).catch((one: unknown) => one);
    jsonLog('mail', Date.now, (line) => lines.push(line)).error('event failed', error);

    expect(lines.join()).toContain('MessageRejected');
    expect(lines.join()).not.toContain('ada@');
  });
});
