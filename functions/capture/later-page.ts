import type { Form, Locale } from '#contracts/playbook.ts';
import { html } from '#lambda/page/html.ts';
import { type Company, type PageAnswer, page } from '#lambda/page/page.ts';
import { rejected } from './pages.ts';

const later = {
  de: {
    title: 'Das hat noch nicht geklappt',
    why: 'Gerade füllen auffällig viele das Formular aus. Damit niemand mit Mails überschüttet wird, rechnet Ihr Browser in solchen Zeiten kurz mit, und dafür braucht er JavaScript.',
    what: 'Bitte versuchen Sie es in ein paar Minuten noch einmal, oder schalten Sie JavaScript für diese Seite ein.',
  },
  en: {
    title: 'That has not worked yet',
    why: 'An unusual number of people are filling in this form. So that nobody is flooded with mail, your browser does a short calculation at such times, and needs JavaScript for it.',
    what: 'Please try again in a few minutes, or switch JavaScript on for this page.',
  },
};

const MINUTES = 5;

/** For a visitor without JavaScript at a time when a proof of work is demanded: nothing was stored, and what can be done. */
export function laterPage({ locale, form, company }: { locale: Locale; form: Form; company: Company }): PageAnswer {
  const say = later[locale];

  return page({
    locale,
    company,
    status: 428,
    headers: { 'retry-after': String(MINUTES * 60) },
    tone: 'alarm',
    title: say.title,
    body: html`<p class="soft">${form.title[locale]}</p>
<p class="lead">${say.why}</p>
<p>${say.what}</p>
<p>${rejected[locale].kept}</p>`,
  });
}
