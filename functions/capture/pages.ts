import type { Form, Locale } from '#contracts/playbook.ts';
import { html } from '#lambda/page/html.ts';
import { type Company, type PageAnswer, page } from '#lambda/page/page.ts';
import { safeHref } from '#lambda/page/safe-href.ts';

const thankYou = {
  de: {
    title: 'Fast geschafft: Bitte sehen Sie in Ihr Postfach',
    sent: 'Wir haben Ihnen eine E-Mail mit einem Link geschickt. Öffnen Sie ihn und bestätigen Sie dort Ihre Adresse.',
    promise: 'Nach der Bestätigung:',
    nothing: 'Es kommt nichts an?',
    hints: [
      'Warten Sie bitte ein paar Minuten; manche Postfächer prüfen neue Absender gründlich.',
      'Sehen Sie im Ordner für Spam oder Werbung nach.',
      'Vielleicht hat sich ein Tippfehler in die Adresse geschlichen. Füllen Sie das Formular dann einfach noch einmal aus.',
    ],
    unasked: 'Solange Sie nicht bestätigen, erhalten Sie keine weiteren Nachrichten von uns.',
  },
  en: {
    title: 'Almost there: please check your inbox',
    sent: 'We have sent you an e-mail with a link. Open it and confirm your address there.',
    promise: 'Once you have confirmed:',
    nothing: 'Nothing has arrived?',
    hints: [
      'Please wait a few minutes; some mailboxes look at new senders closely.',
      'Have a look in your spam or promotions folder.',
      'There may be a typing error in the address. In that case simply fill in the form again.',
    ],
    unasked: 'Until you confirm, you will not receive any further messages from us.',
  },
};

/** After a submission, known address or not: what happens next, and what to do if nothing comes. */
export function thankYouPage({ locale, form, company }: { locale: Locale; form: Form; company: Company }): PageAnswer {
  const say = thankYou[locale];

  return page({
    locale,
    company,
    title: say.title,
    body: html`<p class="lead">${say.sent}</p>
<p>${say.promise} <strong>${form.reward.label[locale]}</strong></p>
<h2>${say.nothing}</h2>
<ul>${say.hints.map((hint) => html`<li>${hint}</li>`)}</ul>
<p class="soft small">${say.unasked}</p>`,
  });
}

/** What is wrong with one field: its name in the request, its label on the form, and a sentence in the visitor's language. */
export interface FieldProblem {
  field: string;
  label: string;
  message: string;
}

/** To whom something has to be mended before it can be stored. */
export const rejected = {
  de: {
    title: 'Bitte prüfen Sie Ihre Angaben',
    one: 'Eine Angabe fehlt noch oder stimmt nicht ganz:',
    many: (count: number) => `${count} Angaben fehlen noch oder stimmen nicht ganz:`,
    back: 'Zurück zum Formular',
    kept: 'Nichts ist verloren: Mit der Zurück-Taste Ihres Browsers finden Sie das Formular so vor, wie Sie es ausgefüllt haben. Gespeichert haben wir noch nichts.',
  },
  en: {
    title: 'Please check your details',
    one: 'One detail is missing or not quite right:',
    many: (count: number) => `${count} details are missing or not quite right:`,
    back: 'Back to the form',
    kept: 'Nothing is lost: your browser’s back button returns you to the form as you filled it in. We have not stored anything yet.',
  },
};

interface RejectedProps {
  locale: Locale;
  form: Form;
  problems: readonly FieldProblem[];
  /** Where the form was; shown as a link when it is http(s) or a path of our own. */
  backUrl?: string;
  company?: Company;
  /** 400 for a request that cannot be read as this form, 422 for values that cannot be accepted. */
  status?: 400 | 422;
}

/** For a visitor without JavaScript whose form had errors: names each field. */
export function rejectedPage({ locale, form, problems, backUrl, company, status = 422 }: RejectedProps): PageAnswer {
  const say = rejected[locale];
  const back = safeHref(backUrl);

  return page({
    locale,
    company,
    status,
    tone: 'alarm',
    title: say.title,
    body: html`<p class="soft">${form.title[locale]}</p>
<p class="lead">${problems.length === 1 ? say.one : say.many(problems.length)}</p>
<ul class="problems">${problems.map(({ label, message }) => html`<li><strong>${label}</strong> ${message}</li>`)}</ul>
<p>${say.kept}</p>
${back && html`<p class="note"><a class="button" href="${back}">${say.back}</a></p>`}`,
  });
}
