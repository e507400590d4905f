import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FormField, Predicate, Scoring } from '#contracts/playbook.ts';
import { expectedGain } from '#domain/forms/expected-gain.ts';
import { orderOfFields } from '#domain/forms/order-of-fields.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { aFitRule, aScoring } from '#test/support/a-scoring.ts';

const label = { de: 'Feld', en: 'Field' };
const aField = (name: string, options?: string[]): FormField => ({
  name,
  type: name === 'email' ? 'email' : options === undefined ? 'text' : 'select',
  required: name === 'email',
  maxLength: 100,
  label,
  ...(options === undefined ? {} : { options: options.map((value) => ({ value, label })) }),
});
const fields = [
  aField('email'),
  aField('company'),
  aField('jobTitle'),
  aField('country', ['DE', 'AT', 'other']),
  aField('need', ['now', 'later']),
  aField('phone'),
];
const titles: Scoring['titles'] = {
  seniority: [{ value: 'head', rank: 2, words: ['head'] }],
  department: [{ value: 'operations', words: ['operations'] }],
};

const leaf = fc.oneof(
  fc.constantFrom<Predicate[]>(
    { field: 'country', in: ['DE', 'AT'] },
    { field: 'country', equals: 'other' },
    { field: 'need', equals: 'now' },
    { field: 'phone', exists: true },
    { field: 'phone', exists: false },
    { field: 'company', contains: ['water', 'works'] },
    { field: 'company', matches: ['*stadtwerk?', '*'] },
    { field: 'seniority', equals: 'head' },
    { field: 'department', exists: true },
    { field: 'emailKind', equals: 'business' },
    { field: 'employees', range: { min: 10, max: 50 } },
    { field: 'contractEnds', since: 1000 },
  ),
);
const when = fc.oneof(
  leaf,
  leaf.map((not) => ({ not })),
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
);
const rules = fc.array(fc.tuple(when, fc.integer({ min: -100, max: 100 })), { maxLength: 8 });
const scoringOf = (some: [Predicate, number][], factor = 1) =>
  aScoring({ titles, fit: some.map(([one, points], n) => aFitRule(one, points * factor, `rule-${n}`)) });

it('asks for every field but the address, each once, the one that moves the score most first', () => {
  fc.assert(
    fc.property(rules, (some) => {
      const scoring = scoringOf(some);
      const order = orderOfFields({ fields }, scoring);
      expect([...order].sort()).toEqual(['company', 'country', 'jobTitle', 'need', 'phone']);
      const gains = order.map((name) => expectedGain(aField2(name), { fields }, scoring));
      gains.forEach(({ expected, largest }, n) => {
        expect(largest).toBeGreaterThanOrEqual(expected);
        expect(expected).toBeGreaterThanOrEqual(0);
        expect(gains[n + 1]?.expected ?? 0).toBeLessThanOrEqual(expected);
      });
    }),
  );
});
const aField2 = (name: string) => fields.find((field) => field.name === name) ?? aField(name);

it('does not depend on the order of the rules, nor on the scale of the points', () => {
  fc.assert(
    fc.property(rules, fc.constantFrom(2, 4, -1), (some, factor) => {
      const order = orderOfFields({ fields }, scoringOf(some));
      expect(orderOfFields({ fields }, scoringOf([...some].reverse()))).toEqual(order);
      expect(orderOfFields({ fields }, scoringOf(some, factor))).toEqual(order);
    }),
  );
});

it('keeps the form’s order where nothing would change', () => {
  expect(orderOfFields({ fields }, aScoring({ titles }))).toEqual(['company', 'jobTitle', 'country', 'need', 'phone']);
});

it.each<[string, Predicate, number, { expected: number; largest: number }]>([
  [
    'the options of a select are equally likely',
    { field: 'country', in: ['DE', 'AT'] },
    9,
    { expected: 6, largest: 9 },
  ],
  [
    'of a free text, found or not found',
    { field: 'company', contains: ['a', 'b', 'c'] },
    10,
    { expected: 5, largest: 10 },
  ],
  ['any answer will do', { field: 'phone', exists: true }, 5, { expected: 5, largest: 5 }],
  [
    'points that are lost count as points won',
    { not: { field: 'phone', exists: true } },
    8,
    { expected: 8, largest: 8 },
  ],
  ['a title tells the seniority', { field: 'seniority', equals: 'head' }, 30, { expected: 15, largest: 30 }],
  // Alone neither changes anything; with the other known, one of two (three) answers does.
  [
    'a rule that needs two answers',
    {
      all: [
        { field: 'need', equals: 'now' },
        { field: 'country', equals: 'DE' },
      ],
    },
    24,
    { expected: 3, largest: 24 },
  ],
])('%s', (_what, one, points, gain) => {
  const name = 'not' in one ? 'phone' : 'all' in one ? 'need' : 'field' in one ? one.field : '';
  const field = aField2(name === 'seniority' ? 'jobTitle' : name);

  expect(expectedGain(field, { fields }, aScoring({ titles, fit: [aFitRule(one, points)] }))).toEqual(gain);
});

it('is reckoned at once, however many values the rules list', () => {
  const many = Array.from({ length: 20_000 }, (_, n) => `value ${n}`);
  const both: Predicate = {
    all: [
      { field: 'company', in: many },
      { field: 'phone', in: many },
    ],
  };
  const started = performance.now();
  orderOfFields({ fields }, aScoring({ titles, fit: [aFitRule(both)] }));

  expect(performance.now() - started).toBeLessThan(5_000);
});

it('stands in our own playbook: the title first, names last', () => {
  expect(aPlaybook().forms.consultation?.progressive?.order).toEqual([
    'jobTitle',
    'companySize',
    'need',
    'timing',
    'budget',
    'revenue',
    'country',
    'phone',
    'industry',
    'authority',
    'company',
    'firstName',
    'lastName',
  ]);
});
