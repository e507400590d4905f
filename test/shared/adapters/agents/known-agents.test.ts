import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import * as z from 'zod';
import { knownAgents } from '#adapters/agents/known-agents.ts';
import { sharedData } from '#test/support/shared-data.ts';

const { isMachine } = knownAgents;

test.each([
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/140.0.0.0 Mobile Safari/537.36',
])('a person’s browser is none: %s', (userAgent) => expect(isMachine(userAgent)).toBe(false));

test.each([
  '',
  ' ',
  'node',
  'curl/8.10.1',
  'python-requests/2.32.3',
  'Mozilla/5.0 (X11; Linux) HeadlessChrome/153.0.0.0',
])('a machine is one: %j', (userAgent) => expect(isMachine(userAgent)).toBe(true));

const files = {
  scanners: sharedData('user-agents/mail-link-scanners.json'),
  crawlers: sharedData('user-agents/crawler-user-agents.json'),
};
const read = <T>(file: string | undefined, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(file ?? '', 'utf8')));

it.skipIf(files.scanners === undefined)(
  'so is every scanner of mails that is known to be one (needs ../shared/data)',
  () => {
    const Scanners = z.object({
      user_agents: z.array(
        z.object({ ua: z.string().optional(), ua_contains: z.string().optional(), certain: z.boolean() }),
      ),
    });
    const certain = read(files.scanners, Scanners).user_agents.filter((one) => one.certain);
    const agents = certain.flatMap(({ ua, ua_contains: parts = '' }) => (ua === undefined ? parts.split('|') : [ua]));

    expect(agents.length).toBeGreaterThan(8);
    expect(agents.filter((userAgent) => !isMachine(userAgent))).toEqual([]);
  },
);

it.skipIf(files.crawlers === undefined)(
  'so are 99 in a hundred of the crawlers in the world (needs ../shared/data)',
  () => {
    const Crawlers = z.array(z.object({ instances: z.array(z.string()) }));
    const agents = read(files.crawlers, Crawlers).flatMap(({ instances }) => instances);

    expect(agents.filter(isMachine).length / agents.length).toBeGreaterThan(0.99);
  },
);
