import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startFunctionLogs, warningIn } from '#local/lambda/function-logs.ts';

const logs = (maxBytes?: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'goldpan-logs-'));
  const shown: string[] = [];
  const started = startFunctionLogs({
    folder,
    terminal: (line) => shown.push(line),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });

  return {
    ...started,
    shown,
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    size: (name: string) => statSync(join(folder, name)).size,
  };
};

it('every line goes to the file of its function, warnings to the terminal too', () => {
  const { line, stop, shown, read } = logs();
  line('mail', '{"level":"INFO","message":"sent"}');
  line('mail', '{"level":"WARN","message":"late"}');
  line('score', 'plain text');
  stop();

  expect(read('mail.log')).toBe('{"level":"INFO","message":"sent"}\n{"level":"WARN","message":"late"}\n');
  expect(read('score.log')).toBe('plain text\n');
  expect(shown).toEqual(['mail WARN late']);
});

it('a log never holds more than twice its limit, and keeps the newest lines', () => {
  const { line, stop, read, size } = logs(1_000);
  for (let index = 0; index < 500; index++) line('busy', `line ${index}`);
  stop();

  expect(size('busy.log')).toBeLessThanOrEqual(1_000);
  expect(size('busy.log.1')).toBeLessThanOrEqual(1_000);
  expect(`${read('busy.log.1')}${read('busy.log')}`).toMatch(/line 498\nline 499\n$/);
});

describe('what the terminal shows', () => {
  it.each([
    [
      '{"level":"ERROR","message":"no mail","error":{"name":"SesError","message":"throttled"}}',
      'ERROR no mail: SesError: throttled',
    ],
    ['{"level":"INFO","message":"fine"}', undefined],
    ['{"_aws":{},"Submissions":1}', undefined],
    ['{ broken', undefined],
    ['2026-11-22T12:00:00.000Z\tid\tWARN\tcareful\rsecond line', 'WARN careful\nsecond line'],
    ['2026-11-22T12:00:00.000Z\tid\tINFO\thello', undefined],
    ['2026-11-22T12:00:00.000Z\tid\tERROR\tInvoke Error \t{"errorType":"Error"}', undefined],
  ])('of %j is %j', (text, warning) => {
    expect(warningIn(text)).toBe(warning);
  });
});
