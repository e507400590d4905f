import { html } from 'hono/html';
import type { Form, Locale, Playbook } from '#contracts/playbook.ts';
import { landingCopy } from './copy/landing.ts';
import { documentMarkup } from './document.ts';
import { formMarkup, type Markup } from './form-markup.ts';
import { cleaningChart, membrane } from './illustration.ts';

interface LandingPageProps {
  locale: Locale;
  company: Playbook['company'];
  form: Form;
  apiBase: string;
}

/** The page that offers the white paper, with the form beside its contents. */
export function landingPage({ locale, company, form, apiBase }: LandingPageProps): Markup {
  const copy = landingCopy[locale];
  const body = html`<div class="offer">
<section class="hero">
<p class="eyebrow">${copy.eyebrow}</p>
<h1>${copy.title}</h1>
<p class="lead">${copy.lead}</p>
${membrane(copy.illustration)}
</section>
<section class="card" id="form" aria-labelledby="form-title">
<h2 id="form-title">${copy.formTitle}</h2>
${formMarkup({ form, locale, apiBase, privacyUrl: company.privacyUrl })}
</section>
<section class="inside">
<h2>${copy.inside}</h2>
<ol class="chapters">${copy.chapters.map(({ title, text }) => html`<li><div><h3>${title}</h3><p>${text}</p></div></li>`)}</ol>
<figure>${cleaningChart(copy.chart.alt)}<figcaption>${copy.chart.caption}</figcaption></figure>
<h2>${copy.authors}</h2>
<ul class="people">${copy.people.map(
    ({ initials, name, role, text }) =>
      html`<li><span class="monogram" aria-hidden="true">${initials}</span><div><h3>${name}</h3><p class="role">${role}</p><p>${text}</p></div></li>`,
  )}</ul>
</section>
</div>
<section class="next">
<div>
<h2>${copy.next}</h2>
<ol class="steps">${copy.steps.map(({ title, text }) => html`<li><h3>${title}</h3><p>${text}</p></li>`)}</ol>
</div>
<div class="about"><h2>${copy.about.title}</h2><p>${copy.about.text}</p></div>
</section>`;
  const paths = { de: '/', en: '/en/' };

  return documentMarkup({
    locale,
    company,
    title: copy.title,
    description: copy.description,
    paths,
    body,
    apiBase,
    topic: 'membranes',
    withForm: true,
  });
}
