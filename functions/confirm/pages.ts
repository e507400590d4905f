import type { Form, Locale } from '#contracts/playbook.ts';
import { type Html, html } from '#lambda/page/html.ts';
import { type Company, type PageAnswer, page } from '#lambda/page/page.ts';
import { safeHref } from '#lambda/page/safe-href.ts';

interface Props {
  locale: Locale;
  company: Company;
  form: Form;
}

const texts = {
  de: {
    confirm: {
      title: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
      lead: (name: string) => `Mit einem Klick bestätigen Sie, dass Sie die Anfrage bei ${name} selbst gestellt haben.`,
      reward: 'Nach der Bestätigung:',
      button: 'Adresse bestätigen',
      unasked:
        'Sie haben nichts angefordert? Dann schließen Sie diese Seite einfach. Ohne Ihre Bestätigung erhalten Sie nichts weiter von uns.',
    },
    confirmed: { title: 'Vielen Dank, Ihre Adresse ist bestätigt', lead: 'Hier ist, was Sie angefordert haben:' },
    already: {
      title: 'Ihre Adresse ist bereits bestätigt',
      lead: 'Sie müssen nichts weiter tun. Was Sie angefordert haben, finden Sie hier:',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      lead: 'Zu Ihrem Schutz gilt ein Bestätigungslink nur begrenzte Zeit. Ihre Adresse wurde nicht bestätigt.',
      again:
        'Möchten Sie es noch einmal versuchen? Füllen Sie das Formular bitte erneut aus; Sie erhalten dann einen neuen Link.',
      form: 'Formular:',
    },
  },
  en: {
    confirm: {
      title: 'Please confirm your e-mail address',
      lead: (name: string) => `With one click you confirm that it was you who made the request to ${name}.`,
      reward: 'Once you have confirmed:',
      button: 'Confirm my address',
      unasked:
        'You did not ask for anything? Then simply close this page. Without your confirmation you will receive nothing more from us.',
    },
    confirmed: { title: 'Thank you, your address is confirmed', lead: 'Here is what you asked for:' },
    already: {
      title: 'Your address is already confirmed',
      lead: 'There is nothing more to do. What you asked for is here:',
    },
    expired: {
      title: 'This link has expired',
      lead: 'For your protection a confirmation link is valid for a limited time only. Your address has not been confirmed.',
      again: 'Would you like to try again? Please fill in the form once more and you will receive a new link.',
      form: 'Form:',
    },
  },
};

/** Behind the link of the opt-in mail: a button that posts to `action`. Opening the page confirms nothing. */
export function confirmPage({ locale, company, form, action }: Props & { action: string }): PageAnswer {
  const say = texts[locale].confirm;

  return page({
    locale,
    company,
    title: say.title,
    body: html`<p class="lead">${say.lead(company.name)}</p>
<p>${say.reward} <strong>${form.reward.label[locale]}</strong></p>
<form method="post" action="${action}"><button type="submit">${say.button}</button></form>
<p class="soft small note">${say.unasked}</p>`,
  });
}

/** After the button: the reward of the form. */
export const confirmedPage = ({ locale, company, form }: Props): PageAnswer =>
  page({ locale, company, ...withReward(texts[locale].confirmed, form, locale) });

/** After the button or link of a request that was confirmed before: the reward again. */
export const alreadyConfirmedPage = ({ locale, company, form }: Props): PageAnswer =>
  page({ locale, company, ...withReward(texts[locale].already, form, locale) });

/** The request's time is over (410): how to ask again. */
export function expiredPage({ locale, company, form }: Props): PageAnswer {
  const say = texts[locale].expired;

  return page({
    locale,
    company,
    status: 410,
    tone: 'quiet',
    title: say.title,
    body: html`<p class="lead">${say.lead}</p>
<p>${say.again}</p>
<p class="soft">${say.form} ${form.title[locale]}</p>`,
  });
}

function withReward(say: { title: string; lead: string }, form: Form, locale: Locale): { title: string; body: Html } {
  const { label, url } = form.reward;
  const href = safeHref(url[locale]);

  return {
    title: say.title,
    body: html`<p class="lead">${say.lead}</p>
<p>${href ? html`<a class="button" href="${href}">${label[locale]}</a>` : label[locale]}</p>`,
  };
}
