import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import { LEFT_EMPTY } from '#contracts/left-empty.ts';
import type { Form, FormConsent, FormField, Locale } from '#contracts/playbook.ts';

/** What `hono/html` makes: escaped text, at once or promised. It nests in itself. */
export type Markup = ReturnType<typeof html>;

interface FormProps {
  form: Form;
  locale: Locale;
  /** Where the HTTP API is, without a trailing slash; empty on the same host. */
  apiBase: string;
  /** Named to the visitor in the note under the button. */
  privacyUrl: string;
}

/** The SHA-256 (hex) of a wording as shown, UTF-8: sent along with the form, it proves which text the visitor saw. */
export const textHash = (wording: string): string => createHash('sha256').update(wording).digest('hex');

const notes = {
  de: {
    optional: 'optional',
    choose: 'Bitte wählen',
    leaveEmpty: 'Bitte leer lassen',
    before: 'Wie wir mit Ihren Daten umgehen, steht in den',
    privacy: 'Datenschutzhinweisen',
  },
  en: {
    optional: 'optional',
    choose: 'Please choose',
    leaveEmpty: 'Please leave empty',
    before: 'How we treat your data is described in the',
    privacy: 'privacy notice',
  },
};

/**
 * The form, complete without a script: it posts urlencoded and the API answers with a redirect. `form.js` finds it by `data-goldpan-form` and sends JSON
 * instead. The same markup works on any page of the customer's own.
 */
export function formMarkup({ form, locale, apiBase, privacyUrl }: FormProps): Markup {
  const say = notes[locale];

  return html`<form class="goldpan" method="post" action="${apiBase}/forms/${form.id}/submissions" lang="${locale}" data-goldpan-form="${form.id}" data-goldpan-api="${apiBase}" data-goldpan-locale="${locale}"${form.progressive && html` data-goldpan-progressive`}>
<input type="hidden" name="locale" value="${locale}">
<div class="goldpan-fields">
${form.fields.map((field) => fieldMarkup(form, field, locale))}
</div>
${trapMarkup(form, locale)}
${form.consents.map((consent) => consentMarkup(form, consent, locale))}
<button type="submit">${form.submitLabel[locale]}</button>
<p class="goldpan-note">${say.before} <a href="${privacyUrl}">${say.privacy}</a>.</p>
</form>
`;
}

function fieldMarkup(form: Form, field: FormField, locale: Locale): Markup {
  const id = `${form.id}-${field.name}`;
  const hint = field.hint && html`<span class="goldpan-hint" id="${id}-hint">${field.hint[locale]}</span>`;

  return html`<div class="goldpan-field${isShort(field) && ' goldpan-short'}">
<label for="${id}">${field.label[locale]}${!field.required && html` <span class="goldpan-optional">(${notes[locale].optional})</span>`}</label>
${hint}
${field.type === 'select' ? selectMarkup(id, field, locale) : inputMarkup(id, field)}
</div>
`;
}

/** The parts of a name stand side by side. */
const isShort = ({ autocomplete }: FormField): boolean =>
  autocomplete === 'given-name' || autocomplete === 'family-name';

const inputMarkup = (id: string, field: FormField): Markup =>
  html`<input id="${id}" name="${field.name}" type="${field.type}" maxlength="${field.maxLength}"${shared(id, field)}>`;

function selectMarkup(id: string, field: FormField, locale: Locale): Markup {
  const options = field.options?.map(({ value, label }) => html`<option value="${value}">${label[locale]}</option>`);

  return html`<select id="${id}" name="${field.name}"${shared(id, field)}><option value="">${notes[locale].choose}</option>${options}</select>`;
}

function shared(id: string, { required, autocomplete, hint }: FormField): Markup {
  return html`${required && html` required`}${autocomplete && html` autocomplete="${autocomplete}"`}${hint && html` aria-describedby="${id}-hint"`}`;
}

/** A field for machines: out of sight, out of the order of tabs, and not read out. Where the style sheet is missing, its label says what to do. */
function trapMarkup(form: Form, locale: Locale): Markup {
  const id = `${form.id}-${LEFT_EMPTY}`;

  return html`<div class="goldpan-more" aria-hidden="true">
<label for="${id}">${notes[locale].leaveEmpty}</label>
<input id="${id}" name="${LEFT_EMPTY}" type="text" maxlength="200" tabindex="-1" autocomplete="off">
</div>`;
}

function consentMarkup(form: Form, { channel, required, text }: FormConsent, locale: Locale): Markup {
  const id = `${form.id}-consent-${channel}`;

  return html`<div class="goldpan-consent">
<input type="hidden" name="consentText.${channel}" value="${textHash(text[locale])}">
<input id="${id}" name="consent.${channel}" type="checkbox" value="yes"${required && html` required`}>
<label for="${id}">${text[locale]}</label>
</div>
`;
}
