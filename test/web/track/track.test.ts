import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ActivityBatch } from '#contracts/activity.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { trackScript } from '#web/track/build.ts';
import { json } from '../landing-site.ts';
import { type TrackedSite, trackedSite } from './tracked-site.ts';

const TOKEN = `01JDABCDEFGHJKMNPQRSTVWXYZ.site.1.${'a'.repeat(22)}`;
const OTHER = `01JDZBCDEFGHJKMNPQRSTVWXYZ.site.1.${'b'.repeat(22)}`;
const recorded = json(202, { status: 'recorded', count: 1 });

let browser: Browser;
let site: TrackedSite;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), trackedSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  site.received.length = 0;
  site.answer = recorded;
  context = await browser.newContext();
  page = await context.newPage();
});
afterEach(() => context.close());

const text = z.string();
const Sent = z.object({
  activities: z.array(
    z.strictObject({
      lead: text,
      id: text,
      kind: text,
      at: text,
      page: text.optional(),
      topic: text.optional(),
      signs: z.array(text).optional(),
    }),
  ),
});
const batches = () => site.received.map(({ body }) => Sent.parse(JSON.parse(body)).activities);
const sent = () => batches().flat();
const arrived = (count: number) => waitFor(async () => sent().length >= count, { within: 8_000 });
const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
const open = (path: string) => page.goto(`${site.url}${path}`);
/** Long enough for whatever the script would send. */
const aWhile = () => page.waitForTimeout(900);

test('the script weighs less than 3 KB on the wire', async () => {
  expect(gzipSync(await trackScript()).length).toBeLessThan(3 * 1024);
});

describe('a visitor who did not consent', () => {
  test.for(['/', '/?lead=1#form', `/#lead=${TOKEN.slice(1)}`, '/#lead=<script>'])(
    'leaves no request, no storage, no cookie (%s)',
    async (path) => {
      const requests: string[] = [];
      page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
      await open(path);
      await page.click('#demo');
      await page.click('#paper');
      await aWhile();
      await page.goto('about:blank');
      await open('/');
      await aWhile();

      expect(site.received).toEqual([]);
      expect(
        requests.filter((request) => !/^GET \/(?:track\.js|favicon\.ico|files\/paper\.PDF)?$/.test(request)),
      ).toEqual([]);
      expect(await kept()).toBe('{}');
      expect(await page.evaluate(() => [document.cookie, sessionStorage.length])).toEqual(['', 0]);
      expect(await context.cookies()).toEqual([]);
    },
  );
});

describe('a visitor with a token', () => {
  test('is noted by page, without query and fragment, and the token leaves the address at once', async () => {
    await open(`/pages/prices/?utm_source=ada@example.com#lead=${TOKEN}&top`);
    expect(new URL(page.url()).hash).toBe('#top');
    await arrived(1);

    expect(sent()).toEqual([
      {
        lead: TOKEN,
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        kind: 'pricing-viewed',
        at: expect.any(String),
        topic: 'membranes',
        page: `${site.url}/pages/prices/`,
      },
    ]);
    expect(ActivityBatch.safeParse(JSON.parse(site.received[0]?.body ?? '')).success).toBe(true);
    await page.waitForFunction(() => localStorage.getItem('goldpan.queue') === '[]');
    await page.goBack();
    expect(page.url()).toBe('about:blank');
  });

  test('is known on the next page, and a newer token takes the place', async () => {
    await open(`/#lead=${TOKEN}`);
    await arrived(1);
    await open('/pages/prices/');
    await arrived(2);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `lead=${OTHER}`);
    await arrived(3);

    expect(sent().map(({ lead }) => lead)).toEqual([TOKEN, TOKEN, OTHER]);
    expect(new URL(page.url()).hash).toBe('');
  });

  test('is noted with downloads and with what elements name, in batches', async () => {
    await open(`/#lead=${TOKEN}`);
    await page.click('#demo');
    await page.click('#paper');
    await page.click('#sheet');
    await page.click('#plain');
    await page.click('#contact button');
    await arrived(5);

    expect(sent().map(({ kind, page: path, topic }) => [kind, path?.replace(site.url, ''), topic])).toEqual([
      ['page-visited', '/', 'membranes'],
      ['demo-requested', '/', 'careers'],
      ['paper-downloaded', '/files/paper.PDF', 'membranes'],
      ['paper-downloaded', '/files/sheet', 'membranes'],
      ['contact-requested', '/', 'membranes'],
    ]);
    expect(batches().length).toBeLessThan(5);
    expect(new Set(sent().map(({ id }) => id)).size).toBe(5);
  });

  test('who leaves at once is noted all the same, once', async () => {
    await open(`/#lead=${TOKEN}`);
    await page.goto('about:blank');
    await arrived(1);
    await open('/pages/prices/');
    await arrived(2);

    // What was sent while leaving may come again: by its id it counts once.
    await aWhile();
    expect(new Set(sent().map(({ id }) => id)).size).toBe(2);
  });
});

describe('what speaks for a person or a machine', () => {
  test('a click of a hand is told, and nothing of a page that somebody looks at', async () => {
    await open(`/#lead=${TOKEN}`);
    await page.click('#demo');
    await arrived(2);

    expect(sent().map(({ signs }) => signs)).toEqual([undefined, ['attended']]);
  });

  test('a click that a script made up is told', async () => {
    await open(`/#lead=${TOKEN}`);
    await page.evaluate(() => document.querySelector<HTMLElement>('#demo')?.click());
    await arrived(2);

    expect(sent()[1]?.signs).toEqual(['automated']);
  });

  test('a browser that a program drives is told, whatever it clicks', async () => {
    const driven = await launchBrowser({ automated: true });
    page = await driven.newPage();
    await open(`/#lead=${TOKEN}`);
    await page.click('#demo');
    await arrived(2);
    await driven.close();

    expect(sent().map(({ signs }) => signs)).toEqual([['automated'], ['automated']]);
  });

  test('a page that nobody looks at is told', async () => {
    await page.addInitScript(() => Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }));
    await open(`/#lead=${TOKEN}`);
    await arrived(1);

    expect(sent()[0]?.signs).toEqual(['unattended']);
  });
});

describe('a browser that lacks something', () => {
  test('keeps nothing for us: the visit is noted as long as the page is open', async () => {
    await context.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
    );
    await open(`/#lead=${TOKEN}`);
    await page.click('#demo');
    await arrived(2);

    expect(sent().map(({ kind }) => kind)).toEqual(['page-visited', 'demo-requested']);
  });

  test('cannot finish a request of a page that is left: a beacon does it', async () => {
    await context.addInitScript(() => Reflect.deleteProperty(Request.prototype, 'keepalive'));
    await open(`/#lead=${TOKEN}`);
    await page.evaluate(() => {
      const send = navigator.sendBeacon.bind(navigator);
      navigator.sendBeacon = (...args) => {
        localStorage.setItem('beacons', String(Number(localStorage.getItem('beacons')) + 1));
        return send(...args);
      };
    });
    await page.goto('about:blank');
    await arrived(1);
    await open('/pages/prices/');
    await page.waitForFunction(() => localStorage.getItem('goldpan.queue') === '[]');

    expect(await page.evaluate(() => localStorage.getItem('beacons'))).toBe('1');
    expect(new Set(sent().map(({ id }) => id)).size).toBe(2);
  });
});

describe('a failure', () => {
  test('is followed by the same activities with the same ids, on the next page too', async () => {
    site.answer = json(503, { title: 'busy' });
    await open(`/#lead=${TOKEN}`);
    await arrived(1);
    const [first] = sent();
    site.answer = recorded;
    await open('/pages/prices/');
    await waitFor(async () => sent().filter(({ id }) => id === first?.id).length >= 2, { within: 8_000 });
    await arrived(3);

    expect(new Set(sent().map(({ id }) => id)).size).toBe(2);
    await page.waitForFunction(() => localStorage.getItem('goldpan.queue') === '[]');
  });

  test('is tried again while the page is open', async () => {
    site.answer = json(500, {});
    await open(`/#lead=${TOKEN}`);
    await arrived(1);
    site.answer = recorded;
    await arrived(2);
    await page.waitForFunction(() => localStorage.getItem('goldpan.queue') === '[]');

    expect(new Set(sent().map(({ id }) => id)).size).toBe(1);
  });

  test('of one activity costs only that one', async () => {
    const good: string[] = [];
    site.answer = ({ body }, response) => {
      const { activities } = Sent.parse(JSON.parse(body));
      const refused = activities.some(({ kind }) => kind === 'mind-read');
      if (!refused) good.push(...activities.map(({ kind = '' }) => kind));
      json(refused ? 400 : 202, {})({ path: '', headers: {}, body }, response);
    };
    await open(`/#lead=${TOKEN}`);
    await page.click('#wrong');
    await page.click('#demo');
    await waitFor(async () => good.length === 2, { within: 8_000 });
    await page.waitForFunction(() => localStorage.getItem('goldpan.queue') === '[]');

    expect(good).toEqual(['page-visited', 'demo-requested']);
  });
});

describe('a visitor who wants to be forgotten', () => {
  test('is, on this device, with all that was not sent', async () => {
    site.answer = json(503, {});
    await open(`/#lead=${TOKEN}`);
    await arrived(1);
    await page.evaluate(() => window.goldpan.forget());
    site.received.length = 0;
    await page.click('#demo');
    await open('/pages/prices/');
    await page.waitForTimeout(3_000);

    expect(site.received).toEqual([]);
    expect(await kept()).toBe('{}');
  });

  test.for([
    ['Do Not Track', 'doNotTrack', '1'],
    ['Global Privacy Control', 'globalPrivacyControl', true],
  ] as const)('is by %s, also when a token was kept before', async ([, property, value]) => {
    await open(`/#lead=${TOKEN}`);
    await arrived(1);
    site.received.length = 0;
    await context.addInitScript(([name, setting]) => Object.defineProperty(navigator, name, { value: setting }), [
      property,
      value,
    ] as const);
    // From elsewhere, so that the page is loaded anew.
    await page.goto('about:blank');
    await open(`/#lead=${TOKEN}`);
    await page.click('#demo');
    await aWhile();

    expect(site.received).toEqual([]);
    expect(await kept()).toBe('{}');
    expect(new URL(page.url()).hash).toBe('');
  });
});

test('a page on another host asks first, as browsers do, and is heard when the API lists it', async () => {
  const elsewhere = await trackedSite({ api: site.url });
  const asked: string[] = [];
  site.preflight = (request, response) => {
    asked.push(
      `${request.headers['access-control-request-method']} ${request.headers['access-control-request-headers']}`,
    );
    response.writeHead(204, {
      'access-control-allow-origin': elsewhere.url,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'content-type,idempotency-key',
    });
    response.end();
  };
  await page.goto(`${elsewhere.url}/#lead=${TOKEN}`);
  await arrived(1);
  await elsewhere.close();

  expect(asked[0]).toBe('POST content-type');
  expect(sent()[0]).toMatchObject({ page: `${elsewhere.url}/` });
});
