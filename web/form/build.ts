import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Form, locales, type Playbook } from '#contracts/playbook.ts';
import { trackScript } from '#web/track/build.ts';
import { formMarkup, type Markup } from './form-markup.ts';
import { formPage, formPaths } from './form-page.ts';
import { landingPage } from './landing-page.ts';
import { paperPage } from './paper-page.ts';

interface BuildProps {
  playbook: Playbook;
  /** The folder to write into; made when missing. */
  outdir: string;
  /** Where the HTTP API is, without a trailing slash; empty when the pages are served by the same host. */
  apiBase: string;
}

/**
 * Writes the sample landing page (`/`, `/en/`), the white paper, a plain page for every other progressive form, and what they load; and for each form and language the markup to paste into a page of
 * one's own (`embed/<form>.<locale>.html`, which needs `form.css` and `form.js`), and `track.js` for any page. Serve them with `landingPageHeaders`.
 *
 * @returns the paths written, relative to `outdir`.
 */
export async function buildLandingPages({ playbook, outdir, apiBase }: BuildProps): Promise<string[]> {
  const { company, forms } = playbook;
  const form = forms.whitepaper ?? Object.values(forms)[0];
  if (!form) throw new Error('The landing page needs a form, and the playbook has none.');
  const paths = paperPaths(form);

  const pages = new Map<string, Markup>();
  for (const locale of locales) {
    pages.set(locale === 'de' ? 'index.html' : 'en/index.html', landingPage({ locale, company, form, apiBase }));
    pages.set(`${paths[locale].slice(1)}index.html`, paperPage({ locale, company, paths, apiBase }));
    for (const each of Object.values(forms)) {
      if (each.progressive !== undefined && each !== form) {
        const page = formPage({ locale, company, form: each, apiBase });
        pages.set(`${formPaths(each)[locale].slice(1)}index.html`, page);
      }
      const fragment = formMarkup({ form: each, locale, apiBase, privacyUrl: company.privacyUrl });
      pages.set(`embed/${each.id}.${locale}.html`, fragment);
    }
  }
  const files = new Map(await assets());
  for (const [path, markup] of pages) files.set(path, String(await markup));
  await Promise.all([...files].map(([path, content]) => write(join(outdir, path), content)));

  return [...files.keys()];
}

/** Where the paper lies in each language: at the form's reward address when that is a folder of this site, else under `/paper/`. */
export function paperPaths({ reward }: Form): { de: string; en: string } {
  const ours = (address: string, otherwise: string) => (/^\/(?:[a-z0-9-]+\/)+$/.test(address) ? address : otherwise);

  return { de: ours(reward.url.de, '/paper/'), en: ours(reward.url.en, '/paper/en/') };
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

async function assets(): Promise<[string, string][]> {
  const { outputFiles } = await build({
    entryPoints: { form: here('client/form.ts') },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  const styles = await build({
    entryPoints: [here('form.css'), here('site.css')],
    outdir: here('.'),
    minify: true,
    write: false,
  });

  return [
    ['form.js', outputFiles[0]?.text ?? ''],
    ['track.js', await trackScript()],
    ...styles.outputFiles.map(({ path, text }): [string, string] => [path.slice(here('.').length), text]),
    ['favicon.svg', await readFile(here('favicon.svg'), 'utf8')],
  ];
}

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
