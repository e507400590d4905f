import type { Locale, Playbook } from '#contracts/playbook.ts';
import { type Html, html, trusted } from './html.ts';
import { safeHref } from './safe-href.ts';
import { commonStyle, type Style } from './style.ts';

/** What API Gateway sends on to the browser (payload format 2.0). */
export interface PageAnswer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

export type Company = Playbook['company'];

export interface PageProps {
  locale: Locale;
  title: string;
  /** What follows the title on the sheet. */
  body: Html;
  /** Named above and, with imprint and privacy notice, below. Left out where a page must reveal nothing. */
  company?: Company;
  /** Where the same page is in the other language. */
  otherLanguage?: string | undefined;
  /** `alarm` where the visitor must mend something, `quiet` where there is nothing to do. */
  tone?: 'alarm' | 'quiet';
  status?: number;
  headers?: Record<string, string>;
  /** The style of all pages, unless this one needs more. */
  style?: Style;
}

const policyWith = ({ source }: Style) =>
  ["default-src 'none'", `style-src ${source}`, "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"].join(
    '; ',
  );

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** A whole page of its own: one request, no script, nothing from a third party. Status 200 unless told otherwise. */
export function page({
  locale,
  title,
  body,
  company,
  otherLanguage,
  tone,
  status = 200,
  headers,
  style = commonStyle,
}: PageProps): PageAnswer {
  const document = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${company ? `${title} · ${company.name}` : title}</title>
<style>${trusted(style.css)}</style>
</head>
<body>
${company && html`<header><span>${company.name}</span>${languageLink(locale, otherLanguage)}</header>`}
<main class="${tone ?? ''}"><div class="sheet">
<h1>${title}</h1>
${body}
</div></main>
${company && footer(company, locale)}
</body>
</html>
`;

  const policy = policyWith(style);

  return {
    statusCode: status,
    headers: { ...pageHeaders, 'content-security-policy': policy, ...headers },
    body: document.toString(),
  };
}

const other = { de: { locale: 'en', name: 'English' }, en: { locale: 'de', name: 'Deutsch' } } as const;

function languageLink(here: Locale, address: string | undefined): Html | undefined {
  const href = safeHref(address);
  const { locale, name } = other[here];

  return href === undefined ? undefined : html`<a href="${href}" hreflang="${locale}" lang="${locale}">${name}</a>`;
}

const privacyLabel = { de: 'Datenschutzhinweise', en: 'Privacy notice' } as const;

function footer(company: Company, locale: Locale): Html {
  const privacy = safeHref(company.privacyUrl);

  return html`<footer>
<p>${company.imprint[locale]}</p>
${privacy && html`<p><a href="${privacy}">${privacyLabel[locale]}</a></p>`}
</footer>`;
}
