import { channelNames } from '#app/channel-names.ts';
import { formatDate } from '#app/format-date.ts';
import type { Locale } from '#contracts/playbook.ts';
import type { BlockReason } from '#domain/consent/suppression.ts';
import type { Explanation } from '#domain/scoring/explain.ts';
import { type Html, html } from '#lambda/page/html.ts';
import { type Company, type PageAnswer, page } from '#lambda/page/page.ts';
import { safeHref } from '#lambda/page/safe-href.ts';
import type { ConsentView } from './consent-views.ts';
import type { Row, SourcedRows } from './held-data.ts';
import { type Done, texts } from './page-texts.ts';
import { rowList, sourcedLists } from './rows.ts';

/** The addresses of the pages around the overview, all under the same token. */
export interface Addresses {
  /** Where the page itself is, and where its buttons post to. */
  readonly here: string;
  readonly otherLanguage: string;
  readonly record: string;
  readonly download: string;
  readonly erase: string;
  /** Left out where there is none. */
  readonly certificate?: string;
}

export interface OverviewProps {
  readonly locale: Locale;
  readonly company: Company;
  readonly addresses: Addresses;
  readonly consents: readonly ConsentView[];
  readonly profile: readonly SourcedRows[];
  readonly activities: readonly Row[];
  readonly score?: Explanation | undefined;
  /** Why nothing may be sent to the address until somebody lifts that. */
  readonly blockedBecause?: BlockReason | undefined;
  /** When retention ends, in the visitor's language. */
  readonly erasedOn?: string | undefined;
  /** What the press before came to. */
  readonly done?: Done | undefined;
}

/** What somebody allowed us and what we hold, with a button for each thing. Opening it changes nothing. */
export function overviewPage(props: OverviewProps): PageAnswer {
  const { locale, company, addresses, consents, profile, activities, score, blockedBecause, erasedOn, done } = props;
  const say = texts[locale].overview;
  const active = consents.filter(({ status }) => status !== 'withdrawn');

  return page({
    locale,
    company,
    otherLanguage: addresses.otherLanguage,
    title: say.title,
    body: html`<p class="lead">${say.lead}</p>
${done !== undefined && html`<p class="notice" role="status">${say.done[done]}</p>`}
<h2>${say.consents}</h2>
${blockedBecause !== undefined && html`<p class="notice">${say.blocked[blockedBecause]} ${say.lift}</p>`}
${consents.map((consent) => consentSection(consent, props))}
${active.length > 1 && html`<form method="post" action="${addresses.here}"><input type="hidden" name="action" value="withdraw-all"><button class="plain" type="submit">${say.all}</button></form>`}
<h2>${say.held}</h2>
${sourcedLists(profile)}
<h2>${say.activities}</h2>
${activities.length === 0 ? html`<p class="soft">${say.noActivities}</p>` : rowList(activities)}
<h2>${say.score}</h2>
${score === undefined ? html`<p class="soft">${say.noScore}</p>` : scoreSection(score, locale)}
<h2>${say.take}</h2>
<ul>${links(props).map(({ href, text }) => html`<li><a href="${href}">${text}</a></li>`)}</ul>
<h2>${say.erase}</h2>
<p>${say.eraseMeans}${erasedOn !== undefined && html` ${say.byItself(erasedOn)}`}</p>
<p><a class="button plain" href="${safeHref(addresses.erase) ?? ''}">${say.eraseLink}</a></p>`,
  });
}

function consentSection({ key, channel, status, at, wording, again }: ConsentView, props: OverviewProps): Html {
  const { locale, addresses } = props;
  const say = texts[locale].overview;
  const id = `consent-${key.replace('/', '-')}`;
  const name = channelNames[locale][channel];
  const state = say.status[status](formatDate(at, locale));
  const fields =
    again !== undefined
      ? html`<input type="hidden" name="action" value="give"><input type="hidden" name="wording" value="${again}">`
      : html`<input type="hidden" name="action" value="withdraw">`;
  const button = again !== undefined ? say.give : say.withdraw;

  return html`<section class="consent" aria-labelledby="${id}">
<h3 id="${id}">${name}</h3>
<p class="soft small">${state}</p>
${wording !== undefined && html`<blockquote class="wording" lang="${wording.locale}">${wording.text}</blockquote>`}
${again !== undefined && html`<p class="soft small">${say.agree}</p>`}
${(status !== 'withdrawn' || again !== undefined) && html`<form method="post" action="${addresses.here}">${fields}<input type="hidden" name="consent" value="${key}"><button class="plain" aria-describedby="${id}" type="submit">${button}</button></form>`}
</section>`;
}

function scoreSection({ grade, outcome, lines, next }: Explanation, locale: Locale): Html {
  const say = texts[locale].overview;

  return html`<p>${grade}${outcome !== undefined && html` ${outcome}`}</p>
<p class="soft small">${say.scoreMeans}</p>
${lines.length > 0 && html`<details><summary>${say.reasons}</summary><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>${next !== undefined && html`<p class="soft small">${next}</p>`}</details>`}`;
}

function links({ locale, addresses }: OverviewProps): { href: string; text: string }[] {
  const say = texts[locale].overview;
  const all = [
    { href: safeHref(addresses.record), text: say.read },
    { href: safeHref(addresses.download), text: say.download },
    { href: safeHref(addresses.certificate), text: say.certificate },
  ];

  return all.flatMap(({ href, text }) => (href === undefined ? [] : [{ href, text }]));
}
