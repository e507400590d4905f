import { html } from 'hono/html';
import type { Locale, Playbook } from '#contracts/playbook.ts';
import type { Markup } from './form-markup.ts';
import { mark } from './illustration.ts';

interface DocumentProps {
  locale: Locale;
  company: Playbook['company'];
  title: string;
  description: string;
  /** Where this page lies in each language, e.g. `/` and `/en/`. */
  paths: Record<Locale, string>;
  body: Markup;
  /** Where the HTTP API is, for the script that reports the visits of who consented. */
  apiBase: string;
  /** What the page is about, among the topics of the playbook. */
  topic: string;
  /** Whether the page has the form, and needs its script and style. */
  withForm?: boolean;
}

const names = { de: 'Deutsch', en: 'English' } as const;
const notes = {
  de: {
    skip: 'Zum Inhalt',
    languages: 'Sprache',
    privacy: 'Datenschutzhinweise',
    sample: 'Beispielseite: Unternehmen, Personen und Anschrift sind erfunden.',
  },
  en: {
    skip: 'Skip to content',
    languages: 'Language',
    privacy: 'Privacy notice',
    sample: 'Sample page: company, people and address are made up.',
  },
} as const;

/** One static page: head, company bar with the language switch, footer with imprint. Everything it loads lies beside it. */
export function documentMarkup({
  locale,
  company,
  title,
  description,
  paths,
  body,
  apiBase,
  topic,
  withForm = false,
}: DocumentProps): Markup {
  const say = notes[locale];
  const other = locale === 'de' ? 'en' : 'de';

  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${company.name}</title>
<meta name="description" content="${description}">
<link rel="alternate" hreflang="${other}" href="${paths[other]}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<script src="/track.js" data-goldpan-api="${apiBase}" data-goldpan-topic="${topic}" defer></script>
<link rel="stylesheet" href="/site.css">
${
  withForm &&
  html`<link rel="stylesheet" href="/form.css">
<script src="/form.js" defer></script>`
}
</head>
<body>
<a class="skip" href="#content">${say.skip}</a>
<header class="bar">
<a class="brand" href="${locale === 'de' ? '/' : '/en/'}">${mark}<span>${company.name}</span></a>
<nav aria-label="${say.languages}"><a href="${paths[other]}" hreflang="${other}" lang="${other}">${names[other]}</a></nav>
</header>
<main id="content">
${body}
</main>
<footer class="bar">
<p class="imprint">${company.imprint[locale]}</p>
<p><a href="${company.privacyUrl}">${say.privacy}</a><br>${say.sample}</p>
</footer>
</body>
</html>
`;
}
