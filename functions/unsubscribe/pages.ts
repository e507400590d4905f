import type { Locale } from '#contracts/playbook.ts';
import { fromPage } from '#contracts/unsubscribe.ts';
import { html } from '#lambda/page/html.ts';
import { type Company, type PageAnswer, page } from '#lambda/page/page.ts';
import { texts } from './page-texts.ts';

interface Props {
  locale: Locale;
  company: Company;
  /** Where the same page is in the other language. */
  otherLanguage?: string;
}

/** Behind the unsubscribe link: a button that posts to `action`. Opening the page changes nothing. The same for every lead, and for none. */
export function unsubscribePage({ locale, company, action, otherLanguage }: Props & { action: string }): PageAnswer {
  const say = texts[locale].unsubscribe;

  return page({
    locale,
    company,
    otherLanguage,
    title: say.title,
    body: html`<p class="lead">${say.lead(company.name)}</p>
<form method="post" action="${action}"><input type="hidden" name="${fromPage.name}" value="${fromPage.value}"><button type="submit">${say.button}</button></form>
<p class="soft small note">${say.keep}</p>`,
  });
}

/**
 * After the button. Holds no link to the preferences: who has the link to unsubscribe, from a forwarded mail perhaps, shall not read and erase everything by it.
 */
export function unsubscribedPage({ locale, company }: Props): PageAnswer {
  const say = texts[locale].unsubscribed;

  return page({
    locale,
    company,
    title: say.title,
    body: html`<p class="lead">${say.lead}</p>
<h2>${say.next}</h2>
<p>${say.preferences}</p>`,
  });
}

/** Behind the link "I did not ask for this": what the button does, and the button. */
export function notMePage({ locale, company, action, otherLanguage }: Props & { action: string }): PageAnswer {
  const say = texts[locale].notMe;

  return page({
    locale,
    company,
    otherLanguage,
    title: say.title,
    body: html`<p class="lead">${say.lead(company.name)}</p>
<p>${say.happens}</p>
<ul>${say.what.map((line) => html`<li>${line}</li>`)}</ul>
<form method="post" action="${action}"><button type="submit">${say.button}</button></form>
<p class="soft small note">${say.mistake}</p>`,
  });
}

/** After that button; `erasedBy` is a date in the visitor's language. */
export function blockedPage({ locale, company, erasedBy }: Props & { erasedBy?: string | undefined }): PageAnswer {
  const say = texts[locale].blocked;

  return page({
    locale,
    company,
    title: say.title,
    body: html`<p class="lead">${say.lead}</p>
<p>${erasedBy === undefined ? say.beingErased : say.erased(erasedBy)}</p>
<p class="soft small">${say.undo}</p>`,
  });
}

/** The link is genuine, but nothing is left behind it: there is no address to block. */
export function nothingLeftPage({ locale, company }: Props): PageAnswer {
  const say = texts[locale].gone;

  return page({
    locale,
    company,
    tone: 'quiet',
    title: say.title,
    body: html`<p class="lead">${say.lead}</p>
<p>${say.again}</p>`,
  });
}
