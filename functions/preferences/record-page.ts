import { channelNames } from '#app/channel-names.ts';
import { formatDate, formatTime } from '#app/format-date.ts';
import type { EventType } from '#contracts/events.ts';
import type { Locale } from '#contracts/playbook.ts';
import type { ConsentEntry } from '#domain/consent/ledger.ts';
import type { Instant } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { type Html, html } from '#lambda/page/html.ts';
import { type Company, type PageAnswer, page } from '#lambda/page/page.ts';
import { safeHref } from '#lambda/page/safe-href.ts';
import type { Happening } from '#ports/lead-history.ts';
import { nameOf, type Row, type SourcedRows } from './held-data.ts';
import type { Addresses } from './overview-page.ts';
import { texts } from './page-texts.ts';
import { rowList, sourcedLists } from './rows.ts';
import { entryNames, eventNames, methodNames, stageNames } from './words.ts';

export interface RecordProps {
  readonly locale: Locale;
  readonly company: Company;
  readonly addresses: Pick<Addresses, 'here' | 'otherLanguage' | 'download'>;
  readonly now: Instant;
  readonly lead: Lead;
  readonly formTitle: string;
  /** Names of people in sales, by id. */
  readonly nameOfSalesperson: (id: string) => string;
  readonly profile: readonly SourcedRows[];
  readonly entries: readonly ConsentEntry[];
  readonly activities: readonly Activity[];
  readonly history: readonly Happening[];
  /** After how long somebody who did nothing is erased: `24 months`. */
  readonly inactiveFor: string;
}

/** Everything on one page, to read and to print. */
export function recordPage(props: RecordProps): PageAnswer {
  const { locale, company, addresses, now, profile, entries, activities, history, inactiveFor } = props;
  const say = texts[locale].record;
  const [here, download] = [safeHref(addresses.here), safeHref(addresses.download)];
  const list = (rows: readonly Row[]) => (rows.length === 0 ? html`<p class="soft">${say.none}</p>` : rowList(rows));

  return page({
    locale,
    company,
    otherLanguage: addresses.otherLanguage,
    title: say.title,
    body: html`<p class="soft">${say.asOf(formatTime(now, locale))}</p>
<p>${here && html`<a href="${here}">${say.back}</a>`}</p>
<h2>${say.you}</h2>
${list(overviewRows(props))}
<h2>${say.profile}</h2>
${sourcedLists(profile)}
<h2>${say.proof}</h2>
<p class="soft small">${say.proofMeans}</p>
${entries.map((entry) => entrySection(entry, locale))}
<h2>${say.activities}</h2>
${list(activities.map((activity) => activityRow(activity, locale)))}
<h2>${say.history}</h2>
${list(history.map((happening) => historyRow(happening, locale)))}
<h2>${say.good}</h2>
<ul>${say.rights(inactiveFor).map((line) => html`<li>${line}</li>`)}</ul>
<p>${download && html`<a href="${download}">${texts[locale].overview.download}</a>`}</p>`,
  });
}

function overviewRows({ locale, lead, formTitle, nameOfSalesperson }: RecordProps): Row[] {
  const say = texts[locale].record;
  const { offer, owner, suppressed, eraseAt } = lead;
  const time = (at: Instant) => formatTime(at, locale);
  const language = { de: { de: 'Deutsch', en: 'Englisch' }, en: { de: 'German', en: 'English' } }[locale];
  const rows: [label: string, value: string | undefined][] = [
    [say.rows.id, lead.id],
    [say.rows.form, formTitle],
    [say.rows.since, time(lead.capturedAt)],
    [say.rows.locale, language[lead.locale]],
    [say.rows.stage, stageNames[locale][lead.stage]],
    [say.rows.optIn, say.optIn[lead.optIn.status]],
    [say.rows.mails, lead.optIn.mails.map(time).join('; ') || undefined],
    [say.rows.owner, owner && nameOfSalesperson(owner)],
    [
      say.rows.offer,
      offer && `${time(offer.offeredAt)}: ${nameOfSalesperson(offer.salesperson)}, ${say.offer[offer.status]}`,
    ],
    [say.rows.suppressed, suppressed],
    [say.rows.eraseAt, eraseAt && formatDate(eraseAt, locale)],
  ];

  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

/** One entry of the ledger, with all that its hash covers of what a person would look for; the file has the rest. */
function entrySection(entry: ConsentEntry, locale: Locale): Html {
  const say = texts[locale].record;
  const consent = 'channel' in entry ? `: ${channelNames[locale][entry.channel]} (${entry.purpose})` : '';
  const wording = entry.kind === 'requested' ? entry.wording : undefined;
  const viewer = 'viewer' in entry ? entry.viewer : undefined;

  return html`<section class="consent">
<h3>${entry.n}. ${entryNames[locale][entry.kind]}${consent}</h3>
<p class="soft small">${formatTime(entry.at, locale)}, ${howOf(entry, locale)}</p>
${wording && html`<blockquote class="wording" lang="${wording.locale}">${wording.text}</blockquote>`}
${viewer && html`<p class="soft small">${say.viewer} ${[viewer.ip, viewer.userAgent].filter((part) => part !== '').join(', ')}</p>`}
<p class="hash">${say.hash} ${entry.hash}</p>
</section>`;
}

function howOf(entry: ConsentEntry, locale: Locale): string {
  switch (entry.kind) {
    case 'confirmed':
    case 'withdrawn':
      return methodNames[locale][entry.method];
    case 'mailed':
      return `${entry.mail.template}, ${entry.mail.messageId}`;
    case 'delivered':
      return `${formatTime(entry.deliveredAt, locale)}, ${entry.messageId}`;
    case 'requested':
      return [entry.wording.formId, entry.wording.page].filter((part) => part !== undefined).join(', ');
  }
}

const activityRow = ({ kind, at, topic, page: place }: Activity, locale: Locale): Row => ({
  label: formatTime(at, locale),
  value: [nameOf(kind, locale), topic, place].filter((part) => part !== undefined).join(', '),
});

function historyRow({ type, at }: Happening, locale: Locale): Row {
  const names: Partial<Record<string, string>> = eventNames[locale] satisfies Partial<Record<EventType, string>>;

  return { label: formatTime(at, locale), value: names[type] ?? type };
}
