import type { Locale } from '#contracts/playbook.ts';
import { html } from '#lambda/page/html.ts';
import { type Company, type PageAnswer, page } from '#lambda/page/page.ts';
import { safeHref } from '#lambda/page/safe-href.ts';
import type { Addresses } from './overview-page.ts';
import { texts } from './page-texts.ts';

interface Props {
  locale: Locale;
  company: Company;
  /** Until when the proof is kept, in the visitor's language. */
  keptUntil: string;
}

/** The question before the erasure: what goes, what stays, and the button. */
export function erasePage({
  locale,
  company,
  keptUntil,
  addresses,
}: Props & { addresses: Pick<Addresses, 'here' | 'otherLanguage' | 'record' | 'erase'> }): PageAnswer {
  const say = texts[locale].erase;
  const [here, record] = [safeHref(addresses.here), safeHref(addresses.record)];

  return page({
    locale,
    company,
    otherLanguage: addresses.otherLanguage,
    tone: 'alarm',
    title: say.title,
    body: html`<p class="lead">${say.lead}</p>
<h2>${say.goes}</h2>
<ul>${say.what.map((line) => html`<li>${line}</li>`)}</ul>
<h2>${say.stays}</h2>
<ul>${say.kept(keptUntil).map((line) => html`<li>${line}</li>`)}</ul>
<p>${say.first} ${record && html`<a href="${record}">${texts[locale].overview.read}</a>`}</p>
<form method="post" action="${addresses.erase}"><button class="danger" type="submit">${say.button}</button></form>
${here && html`<p class="note"><a class="button plain" href="${here}">${say.back}</a></p>`}`,
  });
}

/** After that button. The link is dead from now on, so that everything is said here. */
export function erasedPage({ locale, company, keptUntil }: Props): PageAnswer {
  const say = texts[locale].erased;

  return page({
    locale,
    company,
    title: say.title,
    body: html`<p class="lead">${say.lead}</p>
<h2>${say.now}</h2>
<ul>${say.steps(keptUntil).map((line) => html`<li>${line}</li>`)}</ul>
<p class="soft small">${say.link}</p>`,
  });
}
