import type { Locale } from '#contracts/playbook.ts';
import { html } from './html.ts';
import { type PageAnswer, page } from './page.ts';

const texts = {
  de: {
    title: 'Diesen Link kennen wir nicht',
    lead: 'Vielleicht wurde er beim Kopieren abgeschnitten. Öffnen Sie ihn bitte direkt aus der E-Mail, die Sie erhalten haben.',
  },
  en: {
    title: 'We do not know this link',
    lead: 'It may have been cut off when it was copied. Please open it directly from the e-mail you received.',
  },
};

/** A link that opens nothing (404). Says neither whose it might be nor whether it ever was one: on every route the same bytes. */
export function unknownLinkPage({ locale }: { locale: Locale }): PageAnswer {
  const { title, lead } = texts[locale];

  return page({ locale, status: 404, tone: 'quiet', title, body: html`<p class="lead">${lead}</p>` });
}
