import { channelNames } from '#app/channel-names.ts';
import type { Form, Locale } from '#contracts/playbook.ts';
import { type Html, html } from '#lambda/page/html.ts';
import { type Company, type PageAnswer, page } from '#lambda/page/page.ts';
import { safeHref } from '#lambda/page/safe-href.ts';
import { type Asked, shownOn } from './confirm-opt-in.ts';

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
      anew: 'Noch nicht bestätigt: Das Formular wurde inzwischen noch einmal abgeschickt. Bitte lesen Sie, was jetzt gefragt ist.',
      agree: 'Damit willigen Sie ein, mit genau diesen Worten:',
      withdraw: 'Jede Einwilligung können Sie später einzeln widerrufen.',
      reward: 'Nach der Bestätigung:',
      button: 'Adresse bestätigen',
      unasked:
        'Sie haben nichts angefordert? Dann schließen Sie diese Seite einfach. Ohne Ihre Bestätigung erhalten Sie nichts weiter von uns.',
    },
    confirmed: {
      title: 'Vielen Dank, Ihre Adresse ist bestätigt',
      lead: 'Hier ist, was Sie angefordert haben:',
      preferences: 'Meine Einstellungen',
      yours: 'Einwilligungen ändern, sehen, was wir gespeichert haben, oder alles löschen:',
    },
    already: {
      title: 'Ihre Adresse ist bereits bestätigt',
      lead: 'Sie müssen nichts weiter tun. Was Sie angefordert haben, finden Sie hier:',
      yours:
        'Ihre Einwilligungen ändern Sie über den Link „Meine Einstellungen“ in der E-Mail, die Sie nach der Bestätigung bekommen haben.',
    },
    expired: {
      title: 'Dieser Link gilt nicht mehr',
      lead: 'Zu Ihrem Schutz gilt ein Bestätigungslink nur begrenzte Zeit, und nicht mehr, sobald Sie sich abgemeldet haben. Mit ihm wurde nichts bestätigt.',
      again:
        'Möchten Sie es noch einmal versuchen? Füllen Sie das Formular bitte erneut aus; Sie erhalten dann einen neuen Link.',
      form: 'Formular:',
    },
  },
  en: {
    confirm: {
      title: 'Please confirm your e-mail address',
      lead: (name: string) => `With one click you confirm that it was you who made the request to ${name}.`,
      anew: 'Not confirmed yet: the form has been sent once more in the meantime. Please read what is asked now.',
      agree: 'By that you agree, in exactly these words:',
      withdraw: 'You can withdraw each consent later, one by one.',
      reward: 'Once you have confirmed:',
      button: 'Confirm my address',
      unasked:
        'You did not ask for anything? Then simply close this page. Without your confirmation you will receive nothing more from us.',
    },
    confirmed: {
      title: 'Thank you, your address is confirmed',
      lead: 'Here is what you asked for:',
      preferences: 'My preferences',
      yours: 'To change your consents, see what we have stored, or erase everything:',
    },
    already: {
      title: 'Your address is already confirmed',
      lead: 'There is nothing more to do. What you asked for is here:',
      yours: 'To change your consents, use the link “My preferences” in the e-mail that you received after confirming.',
    },
    expired: {
      title: 'This link is not valid any more',
      lead: 'For your protection a confirmation link is valid for a limited time only, and no more once you have unsubscribed. It has confirmed nothing.',
      again: 'Would you like to try again? Please fill in the form once more and you will receive a new link.',
      form: 'Form:',
    },
  },
};

/** Behind the link of the opt-in mail: what a press agrees to, and the button that posts to `action`. Opening the page confirms nothing. */
export function confirmPage({
  locale,
  company,
  form,
  asked,
  pressedTooEarly,
  action,
}: Props & { asked: readonly Asked[]; pressedTooEarly?: true; action: string }): PageAnswer {
  const say = texts[locale].confirm;

  return page({
    locale,
    company,
    title: say.title,
    body: html`<p class="lead">${say.lead(company.name)}</p>
${pressedTooEarly && html`<p class="notice" role="status">${say.anew}</p>`}
${asked.length > 0 && consents(asked, locale)}
<p>${say.reward} <strong>${form.reward.label[locale]}</strong></p>
<form method="post" action="${action}"><input type="hidden" name="shown" value="${shownOn(asked)}"><button type="submit">${say.button}</button></form>
<p class="soft small note">${say.unasked}</p>`,
  });
}

function consents(asked: readonly Asked[], locale: Locale): Html {
  const say = texts[locale].confirm;

  return html`<p>${say.agree}</p>
${asked.map(
  ({ channel, wording }) =>
    html`<blockquote class="wording" lang="${wording.locale}"><strong lang="${locale}">${channelNames[locale][channel]}</strong> ${wording.text}</blockquote>`,
)}
<p class="soft small">${say.withdraw}</p>`;
}

/** After the button: the reward of the form, and the way to the preferences. */
export function confirmedPage({
  locale,
  company,
  form,
  preferencesUrl,
}: Props & { preferencesUrl: string }): PageAnswer {
  const say = texts[locale].confirmed;
  const href = safeHref(preferencesUrl);

  return page({
    locale,
    company,
    title: say.title,
    body: html`<p class="lead">${say.lead}</p>
${reward(form, locale)}
<p class="soft small note">${say.yours} ${href && html`<a href="${href}">${say.preferences}</a>`}</p>`,
  });
}

/** After the button or link of a request that was confirmed before: the reward again. */
export function alreadyConfirmedPage({ locale, company, form }: Props): PageAnswer {
  const say = texts[locale].already;

  return page({
    locale,
    company,
    title: say.title,
    body: html`<p class="lead">${say.lead}</p>
${reward(form, locale)}
<p class="soft small note">${say.yours}</p>`,
  });
}

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

function reward({ reward: { label, url } }: Form, locale: Locale): Html {
  const href = safeHref(url[locale]);

  return html`<p>${href ? html`<a class="button" href="${href}">${label[locale]}</a>` : label[locale]}</p>`;
}
