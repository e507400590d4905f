import type { Form, FormConsent, FormField } from '#contracts/playbook.ts';
import { isConsented, mayUse } from '../consent/consents.ts';
import type { Lead } from '../lead/lead.ts';
import type { Profile } from '../lead/profile.ts';

/** Whether a form may be shortened for this lead: its owner confirmed the address, and agrees to being recognised. */
export const isRecognised = ({ optIn, consents }: Pick<Lead, 'optIn' | 'consents'>): boolean =>
  optIn.status === 'confirmed' && mayUse(consents, 'tracking');

/**
 * What a form asks a recognised lead: at most `maxFields` fields that are unknown, in the playbook's order of what they would change, the required ones in
 * any case; and the consents not yet given. Depends on which fields are known, never on what they hold.
 */
export function shortened(form: Form, lead: Pick<Lead, 'profile' | 'consents'>): Form {
  const { order = [], maxFields = form.fields.length } = form.progressive ?? {};
  const unknown = form.fields
    .filter(({ name, type }) => type !== 'email' && !isKnown(lead.profile, name))
    .sort((a, b) => place(order, a) - place(order, b));
  const wanted = [...unknown.filter(({ required }) => required), ...unknown.filter(({ required }) => !required)];
  const asked = new Set(wanted.slice(0, maxFields));

  return {
    ...form,
    fields: unknown.filter((field) => asked.has(field)),
    consents: form.consents.filter((consent) => !isGiven(lead, consent)),
  };
}

export const isKnown = (profile: Profile, name: string): boolean =>
  Object.hasOwn(profile, name) && profile[name]?.value !== '';

/** Whether the lead has confirmed a consent to this channel for this purpose, on whatever form. */
export const isGiven = (
  { consents }: Pick<Lead, 'consents'>,
  { channel, purpose }: Pick<FormConsent, 'channel' | 'purpose'>,
): boolean => isConsented(consents, { channel, purpose });

const place = (order: readonly string[], { name }: FormField): number =>
  order.includes(name) ? order.indexOf(name) : order.length;
