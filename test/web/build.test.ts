import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { locales } from '#contracts/playbook.ts';
import { buildLandingPages, paperPaths } from '#web/form/build.ts';
import { landingPageHeaders } from '#web/form/headers.ts';
import { playbook } from './landing-site.ts';

let outdir: string;
let files: string[];
const read = (path: string): Promise<string> => readFile(join(outdir, path), 'utf8');
const form = playbook.forms.whitepaper;
if (!form) throw new Error('the playbook has no form "whitepaper"');

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'goldpan-build-'));
  files = await buildLandingPages({ playbook, outdir, apiBase: 'https://api.example' });
});
afterAll(() => rm(outdir, { recursive: true }));

test.for(locales)(
  'each consent is shown word for word, unticked, beside the hash of its wording (%s)',
  async (locale) => {
    const page = await read(locale === 'de' ? 'index.html' : 'en/index.html');

    for (const { channel, text } of form.consents) {
      const hash = createHash('sha256').update(text[locale]).digest('hex');
      expect(page).toContain(`>${text[locale]}</label>`);
      expect(page).toContain(`<input type="hidden" name="consentText.${channel}" value="${hash}">`);
      expect(page).toContain(`name="consent.${channel}" type="checkbox" value="yes"`);
    }
    expect(page).not.toMatch(/\schecked/);
  },
);

test.for(locales)('each field of the playbook is on the page with its label (%s)', async (locale) => {
  const page = await read(locale === 'de' ? 'index.html' : 'en/index.html');

  for (const { name, label } of form.fields) {
    expect(page).toContain(`<label for="whitepaper-${name}">${label[locale]}`);
    expect(page).toContain(`id="whitepaper-${name}" name="${name}"`);
  }
  expect(page).toContain(`<input type="hidden" name="locale" value="${locale}">`);
  expect(page).toContain('action="https://api.example/forms/whitepaper/submissions"');
});

test('no page needs more than a strict policy: no inline script, style or handler, nothing from third parties', async () => {
  for (const path of files.filter((file) => file.endsWith('.html'))) {
    const page = await read(path);
    expect(page, path).not.toMatch(
      /<style|\sstyle=|\son[a-z]+="|<script(?! src="\/(?:form|track)\.js"[^>]* defer><\/script>)/i,
    );
    expect(page, path).not.toMatch(/\ssrc="(?!\/)/);
    for (const [, asset = ''] of page.matchAll(/(?:<link rel="(?:icon|stylesheet)" href|src)="\/([^"]+)"/g)) {
      expect(files, `${path} loads ${asset}`).toContain(asset);
    }
  }
});

test('the policy names the API where it lives on another host', () => {
  expect(landingPageHeaders()['content-security-policy']).toContain("connect-src 'self'; form-action 'self';");
  expect(landingPageHeaders('https://api.example/prod')['content-security-policy']).toContain(
    "connect-src 'self' https://api.example; form-action 'self' https://api.example;",
  );
});

test('the script weighs less than 6 KB on the wire', async () => {
  expect(gzipSync(await read('form.js')).length).toBeLessThan(6 * 1024);
});

test('the paper lies where the reward points, as long as that is on this site', () => {
  const at = (de: string, en = 'https://elsewhere.example/paper.pdf') =>
    paperPaths({ ...form, reward: { ...form.reward, url: { de, en } } });

  expect(at('/library/membranen/', '/library/membranes/')).toEqual({
    de: '/library/membranen/',
    en: '/library/membranes/',
  });
  expect(at('https://elsewhere.example/paper.pdf')).toEqual({ de: '/paper/', en: '/paper/en/' });
  expect(at('/../etc/').de).toBe('/paper/');
});
