import { channelNames } from '#app/channel-names.ts';
import { formatMoment } from '#app/format-date.ts';
import type { Locale } from '#contracts/playbook.ts';
import { type Certificate, requestsOf, standingOf } from '#domain/consent/certificate.ts';
import type { LedgerFault } from '#domain/consent/ledger-fault.ts';
import { type Html, html } from '../html.ts';
import { type Company, type PageAnswer, page } from '../page.ts';
import { safeHref } from '../safe-href.ts';
import { eventItem } from './event.ts';
import { certificateStyle } from './style.ts';
import { certificateTexts } from './texts.ts';

export interface CertificatePage {
  readonly locale: Locale;
  readonly company: Company;
  readonly certificate: Certificate;
  /** What is wrong with it, if anything. */
  readonly fault: LedgerFault | undefined;
  /** Where the same certificate is as a file. */
  readonly file?: string;
  readonly otherLanguage?: string;
}

/** The certificate to read and to print: everything on it comes from the entries that are hashed. */
export function certificatePage({
  locale,
  company,
  certificate,
  fault,
  file,
  otherLanguage,
}: CertificatePage): PageAnswer {
  const say = certificateTexts[locale];
  const { issued, subject, ledger } = certificate;
  const href = safeHref(file);
  const requests = requestsOf(ledger.entries);

  return page({
    locale,
    company,
    title: say.title,
    style: certificateStyle,
    ...(fault === undefined ? {} : { tone: 'alarm' as const }),
    otherLanguage,
    body: html`<p class="lead">${say.lead(issued.by)}</p>
<dl class="rows">
${row(say.facts.address, subject.address ?? say.unknownAddress)}
${row(say.facts.by, issued.by)}
${row(say.facts.at, formatMoment(issued.at, locale))}
${row(say.facts.to, say.to[issued.to])}
${row(say.facts.lead, html`<span class="hash">${subject.lead}</span>`)}
${row(say.facts.addressHash, html`<span class="hash">${subject.addressHash}</span>`)}
</dl>
${fault === undefined ? html`<p class="notice">${say.whole(ledger.entries.length)}</p>` : html`<ul class="problems"><li><strong>${say.broken(fault.n)}</strong>${say.faults[fault.what]}</li></ul>`}
${ledger.head.entries > 0 && html`<p class="small">${say.head} (${ledger.head.entries}):<br><span class="hash">${ledger.head.hash}</span></p>`}
<div class="tools screen">${href && html`<a class="button plain" href="${href}" download>${say.download}</a>`}<span class="soft small">${say.print}</span></div>
<h2>${say.standing}</h2>
${standing(certificate, locale)}
${requests.map(
  ({ requestId, entries }) => html`<section>
<h2>${say.request(formatMoment(entries[0]?.at ?? issued.at, locale))}</h2>
<p class="small soft">${say.labels.request}: <span class="hash">${requestId}</span></p>
<ol class="events">${entries.map((entry) => eventItem(entry, locale))}</ol>
</section>`,
)}
<section class="keep">
<h2>${say.verify.title}</h2>
${say.verify.how.map((text) => html`<p class="small">${text}</p>`)}
</section>
<section class="keep">
<h2>${say.limits.title}</h2>
<ul class="small">${say.limits.what.map((text) => html`<li>${text}</li>`)}</ul>
</section>`,
  });
}

const row = (label: string, value: string | Html): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;

function standing({ ledger }: Certificate, locale: Locale): Html {
  const say = certificateTexts[locale];
  const consents = standingOf(ledger.entries);
  if (consents.length === 0) return html`<p>${say.none}</p>`;

  return html`<dl class="rows">${consents.map((entry) =>
    row(
      `${channelNames[locale][entry.channel]} (${entry.purpose})`,
      say.stands[entry.kind](formatMoment(entry.at, locale)),
    ),
  )}</dl>`;
}
