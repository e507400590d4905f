import { read } from '#web/track/client/store.ts';
import { refusesTracking } from '#web/track/client/token.ts';
import { type Control, controlsOf } from './controls.ts';

/** The form as a recognised visitor sees it. */
export interface ShortForm {
  /** Sent in place of the address. */
  readonly lead: string;
  /** Shows the whole form again, with what was typed. */
  restore(): void;
}

/** Who is asked nothing within this time sees the whole form. Shorter than the style sheet waits (`form.css`). */
const PATIENCE = 2_000;

/**
 * Shortens the form to what the API would ask the visitor: only for who consented to tracking, so that `track.js` keeps a token. Undefined, and the whole form,
 * for everybody else, and whenever anything fails.
 */
export async function shorten(form: HTMLFormElement, url: string): Promise<ShortForm | undefined> {
  const lead = tokenOfVisitor();
  const asked = lead === undefined ? undefined : await askedNames(url, lead);

  return lead === undefined || asked === undefined ? undefined : show(form, lead, asked);
}

/** The address is only read: to take the token out of it is the business of `track.js`, which may come later. */
function tokenOfVisitor(): string | undefined {
  return refusesTracking() ? undefined : (/[#&]lead=([^&]+)/.exec(location.hash)?.[1] ?? read('lead'));
}

/** The names of the controls to show, in their order; undefined when the API asks for an address: it recognises nobody. */
async function askedNames(url: string, lead: string): Promise<string[] | undefined> {
  try {
    const headers = { accept: 'application/json', 'goldpan-lead': lead };
    const response = await fetch(url, { headers, credentials: 'omit', signal: AbortSignal.timeout(PATIENCE) });
    const { fields, consents } = await response.json();
    const names = [
      ...fields.map(({ name }: { name: unknown }) => name),
      ...consents.map(({ channel }: { channel: unknown }) => `consent.${channel}`),
    ];

    return response.ok && !names.includes('email') ? names : undefined;
  } catch {
    return undefined;
  }
}

function show(form: HTMLFormElement, lead: string, asked: readonly string[]): ShortForm | undefined {
  const boxes = new Map<string, HTMLElement>();
  for (const control of controlsOf(form)) boxes.set(control.name, boxOf(control));
  const fields = form.querySelector('.goldpan-fields');
  // The page is older than the playbook: what it does not have cannot be shown.
  if (asked.some((name) => !boxes.has(name))) return undefined;
  for (const [name, box] of boxes) box.hidden = !asked.includes(name);
  inOrder(asked);

  return {
    lead,
    restore() {
      for (const box of boxes.values()) box.hidden = false;
      inOrder([...boxes.keys()]);
    },
  };

  /** Consents stay where they are. */
  function inOrder(names: readonly string[]): void {
    for (const name of names) {
      const box = boxes.get(name);
      if (box && box.parentElement === fields) fields?.append(box);
    }
  }
}

const boxOf = (control: Control): HTMLElement =>
  control.closest<HTMLElement>('.goldpan-field, .goldpan-consent') ?? control;
