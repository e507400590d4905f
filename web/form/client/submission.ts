import { LEFT_EMPTY } from '#contracts/left-empty.ts';
import { type Control, controlsOf } from './controls.ts';

/** What `POST /forms/{id}/submissions` takes as JSON. */
export interface Submission {
  /** The token of a recognised visitor, who is not asked for an address. */
  lead?: string;
  fields: Record<string, string>;
  consents: Record<string, { given: boolean; text: string }>;
  locale: string;
  page?: string;
}

/** Reads a filled form. Empty fields are left out; every consent that was shown is named, given or not, with the hash of its wording. */
export function submissionOf(form: HTMLFormElement, locale: string, lead: string | undefined): Submission {
  const fields: [string, string][] = [];
  const consents: [string, { given: boolean; text: string }][] = [];
  for (const control of controlsOf(form)) {
    const channel = /^consent\.(.+)$/.exec(control.name)?.[1];
    if (channel !== undefined)
      consents.push([channel, { given: isTicked(control), text: valueIn(form, `consentText.${channel}`) }]);
    else if (control.value !== '') fields.push([control.name, control.value]);
  }
  const trap = valueIn(form, LEFT_EMPTY);
  if (trap !== '') fields.push([LEFT_EMPTY, trap]);

  return {
    ...(lead === undefined ? {} : { lead }),
    fields: Object.fromEntries(fields),
    consents: Object.fromEntries(consents),
    locale,
    ...pageAddress(),
  };
}

/** Longer addresses are refused. */
const LONGEST = 2000;

/** Where the form stands, without the fragment, which never reaches a server otherwise; without the query too when campaign parameters make it too long. */
function pageAddress(): { page?: string } {
  const { href, origin, pathname, protocol } = location;
  const page = [href.split('#', 1)[0] ?? '', origin + pathname].find((address) => address.length <= LONGEST);

  return page !== undefined && protocol.startsWith('http') ? { page } : {};
}

const isTicked = (control: Control): boolean => control instanceof HTMLInputElement && control.checked;

function valueIn(form: HTMLFormElement, name: string): string {
  const input = form.elements.namedItem(name);

  return input instanceof HTMLInputElement ? input.value : '';
}
