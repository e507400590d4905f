import type { Profile } from '#domain/lead/profile.ts';
import type { PlainLead } from './hand-written.ts';

/** A profile of `leads.ts` in the fixed shape that the hand-written rules and json-rules-engine read. */
export function plainOf(profile: Profile): PlainLead {
  const text = (name: string) => {
    const value = profile[name]?.value;

    return typeof value === 'string' ? value : undefined;
  };
  const number = (name: string) => {
    const value = profile[name]?.value;

    return typeof value === 'number' ? value : undefined;
  };

  return {
    country: text('country'),
    companySize: text('companySize'),
    emailKind: text('emailKind'),
    role: text('role'),
    area: text('area'),
    employees: number('employees'),
    revenue: number('revenue'),
    budget: text('budget'),
    timing: text('timing'),
    industry: text('industry'),
    phone: text('phone'),
    need: text('need'),
  };
}
