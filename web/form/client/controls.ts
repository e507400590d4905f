import { LEFT_EMPTY } from '#contracts/left-empty.ts';
import type { Texts } from './texts.ts';

/** A field that a visitor fills in. */
export type Control = HTMLInputElement | HTMLSelectElement;

/** The visitor's fields of a form in reading order; hidden ones and buttons are not among them, nor is the one that nobody sees. */
export const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.querySelectorAll<Control>('input:not([type=hidden]), select')].filter(
    (control) => control.name !== LEFT_EMPTY && control.closest('[hidden]') === null,
  );

/** The label's text without the remark that the field is optional. */
export function labelOf(control: Control): string {
  return control.labels?.[0]?.firstChild?.textContent?.trim() ?? control.name;
}

/** Why a control's value cannot be sent, in the visitor's words; empty when it can. The browser's own check decides, except that an address needs a dotted domain. */
export function problemOf(control: Control, say: Texts): string {
  const { valueMissing, valid } = control.validity;
  if (valueMissing || (control.required && control.value.trim() === '')) {
    if (control.type === 'checkbox') return say.unticked;

    return control.type === 'select-one' ? say.unchosen(labelOf(control)) : say.missing(labelOf(control));
  }
  if (control.type === 'email' && control.value !== '' && !(valid && /@[^@]+\.[^@.]+$/.test(control.value))) {
    return say.email;
  }

  return '';
}
