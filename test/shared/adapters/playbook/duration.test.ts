import { expect, test } from 'vitest';
import { parseDuration } from '#adapters/playbook/duration.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#domain/instant.ts';

test.each([
  ['P7D', 7 * DAY],
  ['PT4H', 4 * HOUR],
  ['PT1H30M', 90 * MINUTE],
  ['P2W', 14 * DAY],
  ['P1DT12H', 36 * HOUR],
  ['PT45S', 45 * SECOND],
])('%s is %d ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

test.each(['', 'P', 'PT', 'P1DT', 'P1M', 'P1Y', '7 days', 'P-1D', 'PT0S', 'p7d', 'P1.5D', 'P99999D', ' P7D'])(
  '"%s" is no duration',
  (text) => expect(parseDuration(text)).toBeUndefined(),
);
