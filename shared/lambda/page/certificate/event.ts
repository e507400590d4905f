import { channelNames } from '#app/channel-names.ts';
import { formatMoment } from '#app/format-date.ts';
import type { Locale } from '#contracts/playbook.ts';
import type { ConsentEntry, Viewer } from '#domain/consent/ledger.ts';
import { type Html, html } from '../html.ts';
import { type CertificateTexts, certificateTexts } from './texts.ts';

type Fact = readonly [label: keyof CertificateTexts['labels'], value: string, isHash?: 'hash'];

/** One entry of the ledger with everything that is in it. */
export function eventItem(entry: ConsentEntry, locale: Locale): Html {
  const say = certificateTexts[locale];
  const consent = 'channel' in entry ? `: ${channelNames[locale][entry.channel]}` : '';

  return html`<li class="event"><span class="n">${entry.n}</span>
<p><strong>${say.kinds[entry.kind]}${consent}</strong><br><time datetime="${entry.at}">${formatMoment(entry.at, locale)}</time></p>
${
  entry.kind === 'requested' &&
  html`<p class="soft small words">${say.words}:</p>
<blockquote class="wording" lang="${entry.wording.locale}">${entry.wording.text}</blockquote>`
}
<dl class="facts">${[...factsOf(entry, locale), ['hash', entry.hash, 'hash'] as const].map(
    ([label, value, isHash]) => html`<dt>${say.labels[label]}</dt><dd${isHash && html` class="hash"`}>${value}</dd>`,
  )}</dl></li>`;
}

function factsOf(entry: ConsentEntry, locale: Locale): Fact[] {
  const say = certificateTexts[locale];
  switch (entry.kind) {
    case 'requested': {
      const { formId, page, locale: shownIn, privacyNotice, sha256 } = entry.wording;
      return [
        ['purpose', entry.purpose],
        ['form', formId],
        ['page', page ?? say.notKept],
        ['language', say.languages[shownIn]],
        ['notice', privacyNotice],
        ...viewerFacts(entry.viewer, locale),
        ['wordingHash', sha256, 'hash'],
      ];
    }
    case 'mailed': {
      const { template, locale: writtenIn, playbook, sha256, messageId, keyId } = entry.mail;
      return [
        ['template', `${template} (${say.languages[writtenIn]})`],
        ['playbook', playbook],
        ['messageId', messageId],
        ['key', keyId],
        ['mailHash', sha256, 'hash'],
      ];
    }
    case 'delivered':
      return [
        ['deliveredAt', formatMoment(entry.deliveredAt, locale)],
        ['messageId', entry.messageId],
      ];
    case 'confirmed':
    case 'withdrawn':
      return [
        ['purpose', entry.purpose],
        ['method', say.methods[entry.method]],
        ...(entry.viewer === undefined ? [] : viewerFacts(entry.viewer, locale)),
      ];
  }
}

const viewerFacts = ({ ip, userAgent }: Viewer, locale: Locale): Fact[] => [
  ['address', ip || certificateTexts[locale].notKept],
  ['browser', userAgent || certificateTexts[locale].notKept],
];
