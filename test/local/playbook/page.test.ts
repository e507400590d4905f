import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadByLead } from '#local/playbook/backtest/lead-by-lead.ts';
import { reportOf } from '#local/playbook/report/figures.ts';
import { reportPage } from '#local/playbook/report/page.ts';
import { inventLeads } from '#local/playbook/synthetic.ts';
import { aPlaybook } from '../../support/a-playbook.ts';
import { launchBrowser } from '../../support/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'goldpan-page-'));
const file = join(folder, 'report.html');
let browser: Browser;

beforeAll(async () => {
  const asOf = '2026-11-01T00:00:00.000Z';
  const playbook = aPlaybook();
  const other = {
    ...playbook,
    scoring: { ...playbook.scoring, grades: { A: 100, B: 60, C: 30 } },
    version: 'f'.repeat(12),
  };
  const { add, tally } = leadByLead({ before: playbook, after: other, asOf });
  for (const lead of inventLeads({ leads: 600, seed: 3, end: asOf, days: 180 })) add(lead);
  const report = reportOf(
    { tally, bad: [{ line: 7, message: 'is no JSON' }], badCount: 1 },
    {
      before: { name: 'main', playbook },
      after: { name: '<script>document.title="gone"</script>', playbook: other },
      asOf,
      changes: ['grade A from: 70 → 100', '+ fit rule <img src=x onerror=alert(1)>'],
    },
  );
  writeFileSync(file, reportPage(report));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ['a phone', 360, 'light'],
  ['a phone at night', 360, 'dark'],
  ['a desk', 1280, 'light'],
] as const)('the page on %s', (_, width, colorScheme) => {
  it('fits, shows its charts, keeps to its policy, and takes names for text', async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => request.url().startsWith('file:') || complaints.push(request.url()));
    await page.goto(pathToFileURL(file).href);

    expect(complaints).toEqual([]);
    expect(await page.title()).toMatch(/^Backtest: /);
    expect(await page.locator('img, script').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    for (const chart of await page.locator('svg').all()) {
      const box = await chart.boundingBox();
      expect(box?.width).toBeGreaterThan(250);
      expect(box?.height).toBeGreaterThan(60);
    }
    // The style of the page applies: its policy names the right hash.
    expect(await page.evaluate("getComputedStyle(document.querySelector('section')).borderTopLeftRadius")).toBe('12px');
    await context.close();
  });
});
