import { html } from 'hono/html';
import type { Form, Locale, Playbook } from '#contracts/playbook.ts';
import { documentMarkup } from './document.ts';
import { formMarkup, type Markup } from './form-markup.ts';

interface FormPageProps {
  locale: Locale;
  company: Playbook['company'];
  form: Form;
  apiBase: string;
}

/** Where the page of a form lies that has no landing page of its own. */
export const formPaths = ({ id }: Form): Record<Locale, string> => ({ de: `/${id}/`, en: `/en/${id}/` });

/** A plain page around a form. */
export function formPage({ locale, company, form, apiBase }: FormPageProps): Markup {
  const title = form.title[locale];

  return documentMarkup({
    locale,
    company,
    title,
    description: `${title} · ${company.name}`,
    paths: formPaths(form),
    body: html`<div class="alone">
<section class="card" id="form" aria-labelledby="form-title">
<h1 id="form-title">${title}</h1>
${formMarkup({ form, locale, apiBase, privacyUrl: company.privacyUrl })}
</section>
</div>`,
    apiBase,
    topic: form.id,
    withForm: true,
  });
}
