import { type Control, controlsOf, problemOf } from './controls.ts';
import { clearNotice, element, hasError, notice, paragraph, showError, showSummary } from './errors.ts';
import { keyFor, type Outcome, send } from './send.ts';
import { submissionOf } from './submission.ts';
import { type Texts, texts } from './texts.ts';

/** Betters every Goldpan form on the page. Without this script the forms work as well, by plain posts. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-goldpan-form]')) enhance(form);

function enhance(form: HTMLFormElement): void {
  const { goldpanForm: id, goldpanApi: api = '', goldpanLocale } = form.dataset;
  const locale = goldpanLocale === 'de' ? 'de' : 'en';
  const say = texts[locale];
  const status = paragraph('', 'goldpan-status');
  status.setAttribute('role', 'status');
  form.append(status);
  // Our messages replace the browser's; a form whose script does not load keeps the browser's.
  form.noValidate = true;
  checkWhileFilling(form, say);

  let sending = false;
  const submit = async (): Promise<void> => {
    if (sending || !check(form, say)) return;
    sending = true;
    showProgress(form, status, say.sending);
    const submission = submissionOf(form, locale);
    const outcome = await send(`${api}/forms/${id}/submissions`, submission, keyFor(submission));
    sending = false;
    showProgress(form, status, '');
    show(outcome, form, say, submit);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
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
  const address = form.querySelector<HTMLInputElement>('input[type=email]')?.value ?? '';
  const done = element('div', 'goldpan goldpan-done');
  const title = element('h2');
  title.textContent = say.done;
  title.tabIndex = -1;
  done.append(title, paragraph(say.sent(address)), paragraph(say.nothing, 'goldpan-note'));
  form.replaceWith(done);
  title.focus();
}
