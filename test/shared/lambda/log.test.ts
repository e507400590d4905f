import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';

const CANARY = 'canary-66aa';
function logged(write: (log: ReturnType<typeof jsonLog>) => void) {
  const lines: string[] = [];
  write(
    jsonLog(
      'capture',
      () => 1_795_426_200_000,
      (line) => lines.push(line),
    ),
  );
  return lines;
}

it('writes one line of JSON an entry, with time, level, service and message', () => {
  const [line = ''] = logged((log) => log.info('opt-in confirmed', { leadId: 'lead', count: 2 }));

  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    timestamp: new Date(1_795_426_200_000).toISOString(),
    level: 'INFO',
    service: 'capture',
    message: 'opt-in confirmed',
    leadId: 'lead',
    count: 2,
  });
});

it('counts in the embedded metric format', () => {
  const [line = ''] = logged((log) => log.count('MailSent', 3));

  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: 1_795_426_200_000,
      CloudWatchMetrics: [
        { Namespace: 'Goldpan', Dimensions: [['service']], Metrics: [{ Name: 'MailSent', Unit: 'Count' }] },
      ],
    },
    service: 'capture',
    MailSent: 3,
  });
});

it.each([
  ['of JSON', () => JSON.parse(`{"${CANARY}`)],
  ['of a schema', () => z.strictObject({ a: z.email() }).parse({ a: CANARY, [CANARY]: 1 })],
  ['of a union', () => z.union([z.literal('a'), z.int()]).parse(CANARY)],
  [
    'wrapped in another',
    () => {
      try {
        JSON.parse(CANARY);
      } catch (cause) {
        throw new Error('cannot be read', { cause });
      }
    },
  ],
  [
    'of something that is no error',
    () => {
      throw CANARY;
    },
  ],
])('tells of a parse error %s where it was, and nothing that was in it', (_what, fail) => {
  const [line = ''] = logged((log) => {
    try {
      fail();
    } catch (error) {
      log.error('failed', error);
    }
  });

  expect(line).toContain('"level":"ERROR"');
  expect(line).not.toContain(CANARY);
});

it('tells of every other error its name, message, place and causes', () => {
  const [line = ''] = logged((log) =>
    log.error('failed', new RangeError('too far', { cause: new Error('the cause') })),
  );

  expect(JSON.parse(line).error).toMatchObject({
    name: 'RangeError',
    message: 'too far',
    stack: expect.arrayContaining([expect.stringMatching(/^at /)]),
    cause: { name: 'Error', message: 'the cause' },
  });
});

it('names the variables that an environment lacks, and quotes none', () => {
  const Schema = z.object({ TABLE_NAME: z.string(), BASE_URL: z.url() });

  expect(environment(Schema, { TABLE_NAME: 't', BASE_URL: 'https://example.com', OTHER: 'x' })).toEqual({
    TABLE_NAME: 't',
    BASE_URL: 'https://example.com',
  });
  expect(() => environment(Schema, { BASE_URL: CANARY })).toThrow(
    'The environment is incomplete or wrong: TABLE_NAME, BASE_URL',
  );
});
