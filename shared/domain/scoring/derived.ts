import type { Titles } from '#contracts/playbook.ts';
import type { Profile } from '../lead/profile.ts';
import type { Value } from './holds.ts';
import { containsWords } from './words.ts';

/** The value of a field of a profile as rules see it: what is stored, or derived from the job title. */
export function valueIn(profile: Profile, titles: Titles): (field: string) => Value | undefined {
  const title = ownValue(profile, 'jobTitle');

  return (field) => {
    if (field === 'seniority' || field === 'department') {
      return typeof title === 'string'
        ? titles[field].find(({ words }) => words.some((phrase) => containsWords(title, phrase)))?.value
        : undefined;
    }

    return ownValue(profile, field);
  };
}

/** An own field only: a rule about "toString" must not find what every object has. */
export const ownValue = (profile: Profile, field: string): Value | undefined =>
  Object.hasOwn(profile, field) ? profile[field]?.value : undefined;
