import { type Control, controlsOf, problemOf } from './controls.ts';
import { clearNotice, element, hasError, notice, paragraph, showError, showSummary } from './errors.ts';
import { type ShortForm, shorten } from './recognised.ts';
import { keyFor, type Outcome, send } from './send.ts';
import { submissionOf } from './submission.ts';
import { type Texts, texts } from './texts.ts';

/** Betters every Goldpan form on the page. Without this script the forms work as well, by plain posts. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-goldpan-form]')) void enhance(form);

async function enhance(form: HTMLFormElement): Promise<void> {
  const { goldpanForm: id, goldpanApi: api = '', goldpanLocale } = form.dataset;
  const openedAt = performance.now();
  const locale = goldpanLocale === 'de' ? 'de' : 'en';
  const say = texts[locale];
  const status = paragraph('', 'goldpan-status');
  status.setAttribute('role', 'status');
  form.append(status);
  // Our messages replace the browser's; a form whose script does not load keeps the browser's.
  form.noValidate = true;
  checkWhileFilling(form, say);

  const url = `${api}/forms/${id}`;
  let short: ShortForm | undefined;
  const whole = (): void => {
    short?.restore();
    short = undefined;
    form.querySelector('.goldpan-known')?.remove();
  };
  let sending = false;
  const submit = async (): Promise<void> => {
    if (sending || !check(form, say)) return;
    sending = true;
    showProgress(form, status, say.sending);
    const submission = submissionOf(form, locale, short?.lead);
    const outcome = await send({
      url: `${url}/submissions`,
      submission,
      key: keyFor(submission),
      openFor: Math.round(performance.now() - openedAt),
      onWork: () => showProgress(form, status, say.working),
    });
    sending = false;
    showProgress(form, status, '');
    // Not recognised any more: the form is one without an address.
    if (outcome.kind === 'problems' && outcome.errors.some(({ field }) => nameOf(field) === 'email')) whole();
    show(outcome, form, say, submit);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  // A form that may be shortened stays unseen until it is known whether it is (`form.css`).
  if (form.dataset.goldpanProgressive === undefined) return;
  short = await shorten(form, url);
  if (short) greet(form, say, whole);
  form.dataset.goldpanReady = '';
}

/** Says why the form is so short, and lets somebody else at the same screen have the whole. */
function greet(form: HTMLFormElement, say: Texts, whole: () => void): void {
  const box = element('div', 'goldpan-known');
  const other = element('button');
  other.type = 'button';
  other.textContent = say.other;
  other.addEventListener('click', () => {
    whole();
    controlsOf(form)[0]?.focus();
  });
  box.append(paragraph(say.known), other);
  form.prepend(box);
}

/** A field is checked when the visitor leaves it filled, and again on every key while it is wrong: never before there was a chance to be right. */
function checkWhileFilling(form: HTMLFormElement, say: Texts): void {
  const controlOf = (event: Event): Control | undefined => controlsOf(form).find((control) => control === event.target);
  form.addEventListener('change', (event) => {
    const control = controlOf(event);
    if (control && (control.value !== '' || hasError(control))) showError(control, problemOf(control, say));
  });
  form.addEventListener('input', (event) => {
    const control = controlOf(event);
    if (control && hasError(control)) showError(control, problemOf(control, say));
  });
}

function check(form: HTMLFormElement, say: Texts): boolean {
  return showProblems(
    form,
    controlsOf(form).map((control) => [control, problemOf(control, say)]),
    say,
  );
}

/** Shows the problems beside their controls and in the summary; true when there are none. */
function showProblems(form: HTMLFormElement, checked: [Control, string][], say: Texts): boolean {
  for (const [control, message] of checked) showError(control, message);
  const problems = checked.filter(([, message]) => message !== '');
  if (problems.length > 0) showSummary(form, problems, say);
  else clearNotice(form);

  return problems.length === 0;
}

function show(outcome: Outcome, form: HTMLFormElement, say: Texts, retry: () => Promise<void>): void {
  if (outcome.kind === 'accepted') {
    thank(form, say);

    return;
  }
  if (outcome.kind === 'problems') {
    const checked = controlsOf(form).map((control): [Control, string] => [
      control,
      outcome.errors.find(({ field }) => nameOf(field) === control.name)?.message ?? '',
    ]);
    if (!showProblems(form, checked, say)) return;
  }
  const again = element('button', 'goldpan-retry');
  again.type = 'button';
  again.textContent = say.retry;
  again.addEventListener('click', () => void retry());
  notice(form, say.unsent, paragraph(outcome.kind === 'problems' ? say.refused : say[outcome.kind]), again);
}

/** The control's name for a path in the JSON body: `fields.email` is `email`, `consents.phone.given` is `consent.phone`. */
const nameOf = (path: string): string => path.replace(/^fields\./, '').replace(/^consents?\.([a-z]+).*$/, 'consent.$1');

function showProgress(form: HTMLFormElement, status: HTMLElement, text: string): void {
  // Not `disabled`: that would take the focus away from the button.
  form.querySelector('button[type=submit]')?.setAttribute('aria-disabled', String(text !== ''));
  status.textContent = text;
}

/** The form gives way to what happens next, which takes the focus. */
function thank(form: HTMLFormElement, say: Texts): void {
  const controls = controlsOf(form);
  const address = controls.find(({ type }) => type === 'email')?.value;
  const confirms = address !== undefined || controls.some((control) => control.matches(':checked[type=checkbox]'));
  const done = element('div', 'goldpan goldpan-done');
  const title = element('h2');
  title.textContent = confirms ? say.done : say.received;
  title.tabIndex = -1;
  done.append(title);
  if (confirms) {
    done.append(paragraph(address === undefined ? say.sentToKnown : say.sent(address)));
    done.append(paragraph(say.nothing, 'goldpan-note'));
  } else done.append(paragraph(say.noMore));
  form.replaceWith(done);
  title.focus();
}
