import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import type { Playbook } from '#contracts/playbook.ts';
import { buildLandingPages } from '#web/form/build.ts';
import { type Site, serve } from './serve.ts';

export const playbook: Playbook = compilePlaybook(fileURLToPath(new URL('../../playbook/', import.meta.url)));

export const accepted = { status: 202, body: { status: 'check-your-inbox' } };

/** The landing pages of our own playbook, built and served. What is posted is answered like the API does, until a test says otherwise. */
export async function landingSite(): Promise<Site & { outdir: string; files: string[] }> {
  const outdir = await mkdtemp(join(tmpdir(), 'goldpan-landing-'));
  const files = await buildLandingPages({ playbook, outdir, apiBase: '' });
  const site = await serve(outdir, json(accepted.status, accepted.body));

  const { close } = site;

  return Object.assign(site, {
    outdir,
    files,
    async close() {
      await close();
      await rm(outdir, { recursive: true });
    },
  });
}

/** An answer of the API with a JSON body. */
export const json =
  (status: number, body: unknown): Site['answer'] =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
    response.end(JSON.stringify(body));
  };

/** Fills the form's required fields. */
export async function fill(page: Page): Promise<void> {
  await page.fill('[name=email]', 'ada@stadtwerke.example');
  await page.fill('[name=company]', 'Stadtwerke Beispiel');
  await page.fill('[name=jobTitle]', 'Betriebsleiterin');
  await page.selectOption('[name=companySize]', '50-249');
  await page.check('[name="consent.email"]');
}
