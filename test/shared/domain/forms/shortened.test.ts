import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Form } from '#contracts/playbook.ts';
import { type ConsentState, consentsOf } from '#domain/consent/consents.ts';
import { isRecognised, shortened } from '#domain/forms/shortened.ts';
import type { Profile } from '#domain/lead/profile.ts';
import { aConfirmedLead, aLead, NOW } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';

const { consultation } = aPlaybook().forms;
if (consultation?.progressive === undefined) throw new Error('The playbook has no progressive form');
const { order, maxFields } = consultation.progressive;
const names = consultation.fields.map(({ name }) => name);
const value = fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.boolean());
const knowing = (known: readonly string[], values: readonly (string | number | boolean)[]): Profile =>
  Object.fromEntries(known.map((name, n) => [name, { value: values[n] ?? 'x', source: `form:${n}`, at: NOW }]));
const askedOf = (profile: Profile, form: Form = consultation) =>
  shortened(form, aConfirmedLead({ profile })).fields.map(({ name }) => name);

it('asks only what is unknown, never the address, at most so many, what changes most first, and all that is required', () => {
  fc.assert(
    fc.property(fc.subarray(names), fc.integer({ min: 3, max: 20 }), (known, most) => {
      const asked = askedOf(knowing(known, []), { ...consultation, progressive: { order, maxFields: most } });
      const required = consultation.fields.filter((field) => field.required && field.name !== 'email');
      expect(asked.length).toBe(
        Math.min(most, names.filter((name) => name !== 'email' && !known.includes(name)).length),
      );
      for (const name of asked) expect(known).not.toContain(name);
      expect(asked).not.toContain('email');
      expect(asked).toEqual([...asked].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
      for (const { name } of required) expect([...asked, ...known]).toContain(name);
    }),
  );
});

it('asks the same whatever is known, as long as the same is unknown', () => {
  fc.assert(
    fc.property(fc.subarray(names), fc.array(value), fc.array(value), (known, some, others) => {
      expect(askedOf(knowing(known, some))).toEqual(askedOf(knowing(known, others)));
    }),
  );
});

it('leaves out what would change least, and comes to it another time', () => {
  expect(askedOf(knowing(['email', 'company'], []))).toEqual(['jobTitle', 'companySize', 'need', 'timing']);
  expect(askedOf(knowing(['email', 'company', 'jobTitle', 'companySize', 'need', 'timing'], []))).toEqual([
    'budget',
    'revenue',
    'country',
    'phone',
  ]);
  expect(maxFields).toBe(4);
});

it('takes nothing that every object has for known', () => {
  const field = { ...consultation.fields[1], name: 'toString' } as Form['fields'][number];

  expect(askedOf({}, { ...consultation, fields: [field] })).toEqual(['toString']);
});

it('shows the consents that the lead has not confirmed for that purpose', () => {
  const channels = (...consents: ConsentState[]) =>
    shortened(consultation, aConfirmedLead({ consents: consentsOf(consents) })).consents.map(({ channel }) => channel);
  const given = { channel: 'email', purpose: 'paper-and-news', status: 'confirmed', at: NOW } as const;

  expect(channels(given, { ...given, channel: 'tracking', purpose: 'interests' })).toEqual(['phone']);
  expect(channels({ ...given, status: 'requested' })).toEqual(['email', 'phone', 'tracking']);
  expect(channels({ ...given, status: 'withdrawn' })).toEqual(['email', 'phone', 'tracking']);
  expect(channels({ ...given, purpose: 'something-else' })).toEqual(['email', 'phone', 'tracking']);
});

it('recognises nobody without a confirmed opt-in and a confirmed consent to tracking', () => {
  const confirmed = aConfirmedLead();
  const { 'tracking/interests': _, ...others } = confirmed.consents;

  expect(isRecognised(confirmed)).toBe(true);
  expect(isRecognised(aLead())).toBe(false);
  expect(isRecognised({ ...confirmed, consents: others })).toBe(false);
  for (const status of ['withdrawn', 'expired', 'pending'] as const)
    expect(isRecognised({ ...confirmed, optIn: { ...confirmed.optIn, status } })).toBe(false);
});
