import type { Titles } from '#contracts/playbook.ts';
import type { Profile } from '../lead/profile.ts';
import type { Value } from './holds.ts';
import { compileTitles, type RecogniseTitle } from './titles.ts';

/** The value of a field of a profile as rules see it: what is stored, or derived from the job title. */
export function valueIn(profile: Profile, recognise: RecogniseTitle): (field: string) => Value | undefined {
  const title = ownValue(profile, 'jobTitle');
  const told = typeof title === 'string' ? recognise(title) : {};

  return (field) => (field === 'seniority' || field === 'department' ? told[field] : ownValue(profile, field));
}

/** An own field only: a rule about "toString" must not find what every object has. */
export const ownValue = (profile: Profile, field: string): Value | undefined =>
  Object.hasOwn(profile, field) ? profile[field]?.value : undefined;

const compiled = new WeakMap<Titles, RecogniseTitle>();

/** The word lists made ready, once for each playbook. */
export function recogniserOf(titles: Titles): RecogniseTitle {
  const before = compiled.get(titles);
  if (before !== undefined) return before;
  const recognise = compileTitles(titles);
  compiled.set(titles, recognise);

  return recognise;
}
