import { expect, test } from 'vitest';
import { describeFailure } from '#local/lambda/describe-failure.ts';
import type { FunctionSettings } from '#local/lambda/function-settings.ts';
import { rememberFunctionErrors } from '#local/pages/function-errors.ts';

const now = new Date('2026-01-01T00:00:00.000Z');
const settings: Pick<FunctionSettings, 'name' | 'folder'> = { name: 'goldpan-dev-mail', folder: '/nowhere' };

test('remembers each function’s last failure as the runtime describes it', () => {
  const errors = rememberFunctionErrors(() => now);
  const failed = (errorMessage: string, requestId: string) =>
    describeFailure(
      settings as FunctionSettings,
      requestId,
      JSON.stringify({ errorType: 'TypeError', errorMessage, trace: [] }),
      () => '',
    );
  errors.hear(failed('first', '11111111-0000'));
  errors.hear(failed('x is (not) a function\nat all', '22222222-0000'));
  errors.hear('goldpan-dev-mail WARN slow');

  expect(errors.last('goldpan-dev-mail')).toEqual({
    at: now.toISOString(),
    requestId: '22222222-0000',
    cause: 'TypeError: x is (not) a function\nat all',
  });
  expect(errors.last('goldpan-dev-capture')).toBeNull();
});
