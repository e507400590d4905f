import { html } from 'hono/html';
import type { Locale, Playbook } from '#contracts/playbook.ts';
import { landingCopy } from './copy/landing.ts';
import type { Section } from './copy/paper.ts';
import { paperDe } from './copy/paper-de.ts';
import { paperEn } from './copy/paper-en.ts';
import { documentMarkup } from './document.ts';
import type { Markup } from './form-markup.ts';
import { cleaningChart } from './illustration.ts';

const papers = { de: paperDe, en: paperEn };

interface PaperPageProps {
  locale: Locale;
  company: Playbook['company'];
  paths: Record<Locale, string>;
  apiBase: string;
}

/** The white paper, to read and to print. */
export function paperPage({ locale, company, paths, apiBase }: PaperPageProps): Markup {
  const paper = papers[locale];
  const other = locale === 'de' ? 'en' : 'de';
  const { checklist, sources } = paper;
  const body = html`<article class="paper">
<header>
<p class="other"><a href="${paths[other]}" hreflang="${other}" lang="${other}">${paper.other}</a></p>
<h1>${paper.title}</h1>
<p class="lead">${paper.subtitle}</p>
<p class="role">${paper.byline}</p>
</header>
${paper.sections.map((section) => sectionMarkup(section, locale))}
<section class="checklist">
<h2>${checklist.title}</h2>
<p>${checklist.intro}</p>
<div class="parts">${checklist.parts.map(
    ({ title, items }) => html`<div><h3>${title}</h3><ul>${items.map((item) => html`<li>${item}</li>`)}</ul></div>`,
  )}</div>
</section>
<section class="sources">
<h2>${sources.title}</h2>
<ul>${sources.items.map((item) => html`<li>${item}</li>`)}</ul>
</section>
</article>`;

  return documentMarkup({
    locale,
    company,
    title: paper.title,
    description: paper.subtitle,
    paths,
    body,
    apiBase,
    topic: 'membranes',
  });
}

function sectionMarkup({ title, paragraphs, table, chart }: Section, locale: Locale): Markup {
  const { alt, caption } = landingCopy[locale].chart;

  return html`<section>
<h2>${title}</h2>
${paragraphs.map((text) => html`<p>${text}</p>`)}
${table && tableMarkup(table, title)}
${chart && html`<figure>${cleaningChart(alt)}<figcaption>${caption}</figcaption></figure>`}
</section>
`;
}

/** On a phone each row becomes a block, and each cell names its column from `data-label`. */
function tableMarkup({ head, rows }: NonNullable<Section['table']>, caption: string): Markup {
  const cell = (text: string, column: number): Markup =>
    column === 0 ? html`<th scope="row">${text}</th>` : html`<td data-label="${head[column] ?? ''}">${text}</td>`;

  return html`<table><caption>${caption}</caption>
<thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody>
</table>`;
}
