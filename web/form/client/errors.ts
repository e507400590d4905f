import { type Control, labelOf } from './controls.ts';
import type { Texts } from './texts.ts';

/** Shows what is wrong beside a control, tied to it for screen readers; an empty message takes the error away. */
export function showError(control: Control, message: string): void {
  const id = `${control.id}-error`;
  const hint = control.id && document.getElementById(`${control.id}-hint`) ? `${control.id}-hint ` : '';
  let error = document.getElementById(id);
  if (message === '') {
    error?.remove();
    control.removeAttribute('aria-invalid');
    if (hint) control.setAttribute('aria-describedby', hint.trim());
    else control.removeAttribute('aria-describedby');

    return;
  }
  if (!error) {
    error = element('p', 'goldpan-error');
    error.id = id;
    control.parentElement?.append(error);
  }
  error.textContent = message;
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', hint + id);
}

export const hasError = (control: Control): boolean => control.getAttribute('aria-invalid') === 'true';

/** The list of everything that is wrong, above the fields, each entry leading to its field. Takes the focus, so that it is read out. */
export function showSummary(form: HTMLFormElement, problems: readonly [Control, string][], say: Texts): void {
  const list = element('ul');
  for (const [control, message] of problems) {
    const label = labelOf(control);
    const link = element('a');
    link.href = `#${control.id}`;
    link.textContent = control.type === 'checkbox' || message.includes(label) ? message : `${label}: ${message}`;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      control.focus();
    });
    const item = element('li');
    item.append(link);
    list.append(item);
  }
  notice(form, problems.length === 1 ? say.one : say.many(problems.length), list);
}

/** A message above the fields that takes the focus. */
export function notice(form: HTMLFormElement, title: string, ...rest: HTMLElement[]): void {
  clearNotice(form);
  const box = element('div', 'goldpan-notice');
  box.tabIndex = -1;
  box.setAttribute('role', 'alert');
  box.append(paragraph(title, 'goldpan-notice-title'), ...rest);
  form.prepend(box);
  box.focus();
}

export const clearNotice = (form: HTMLFormElement): void => form.querySelector('.goldpan-notice')?.remove();

export function paragraph(text: string, className?: string): HTMLParagraphElement {
  const made = element('p', className);
  made.textContent = text;

  return made;
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;

  return made;
}
