import type { Predicate } from '#contracts/playbook.ts';

const region: Predicate = { field: 'country', in: ['DE', 'AT', 'CH', 'NL'] };
const decides: Predicate = { field: 'role', in: ['c-level', 'vp', 'director', 'head'] };
const notStudying: Predicate = { not: { field: 'role', equals: 'student' } };
const notCurious: Predicate = { not: { field: 'need', equals: 'curiosity' } };

/** Thirty rules as a playbook of some size has them: id, points, condition. The hand-written ones in `hand-written.ts` are the same. */
export const rules: readonly [id: string, points: number, when: Predicate][] = [
  ['region', 10, region],
  ['near', 4, { field: 'country', in: ['FR', 'GB'] }],
  ['far', -5, { field: 'country', equals: 'other' }],
  ['large', 25, { field: 'companySize', equals: '250+' }],
  ['medium', 15, { field: 'companySize', equals: '50-249' }],
  ['small', -3, { field: 'companySize', equals: '1-49' }],
  ['work-address', 15, { field: 'emailKind', equals: 'business' }],
  ['private-address', -30, { field: 'emailKind', equals: 'free' }],
  ['throwaway', -100, { field: 'emailKind', equals: 'disposable' }],
  ['decides', 30, decides],
  ['has-a-say', 10, { field: 'role', equals: 'manager' }],
  ['student', -60, { field: 'role', equals: 'student' }],
  [
    'plant',
    10,
    { all: [{ field: 'area', in: ['operations', 'production', 'engineering', 'maintenance'] }, notStudying] },
  ],
  ['asks-for-others', -15, { field: 'area', equals: 'consulting' }],
  ['many-people', 8, { field: 'employees', range: { min: 1000 } }],
  ['some-people', 4, { field: 'employees', range: { min: 100, max: 999 } }],
  ['one-man-show', -8, { field: 'employees', range: { max: 9 } }],
  [
    'rich',
    6,
    {
      all: [
        { field: 'revenue', range: { min: 50 } },
        { field: 'employees', range: { min: 100 } },
      ],
    },
  ],
  ['poor', -4, { field: 'revenue', range: { max: 2 } }],
  ['budget', 10, { all: [{ field: 'budget', in: ['approved', 'applied-for'] }, notStudying] }],
  ['no-budget', -10, { field: 'budget', equals: 'none' }],
  ['soon', 10, { all: [{ field: 'timing', in: ['this-quarter', 'this-year'] }, notCurious] }],
  ['water', 12, { all: [{ field: 'industry', equals: 'water' }, region, notCurious] }],
  [
    'process',
    6,
    {
      all: [
        { field: 'industry', in: ['food', 'chemistry', 'paper'] },
        { field: 'employees', range: { min: 100 } },
      ],
    },
  ],
  [
    'number',
    5,
    {
      all: [
        { field: 'phone', exists: true },
        { field: 'emailKind', equals: 'business' },
      ],
    },
  ],
  ['need', 10, { all: [{ field: 'need', exists: true }, notCurious] }],
  [
    'key-account',
    20,
    {
      all: [{ field: 'companySize', equals: '250+' }, region, decides],
    },
  ],
  [
    'ready',
    15,
    {
      all: [
        { field: 'budget', equals: 'approved' },
        { field: 'timing', equals: 'this-quarter' },
      ],
    },
  ],
  [
    'technical-buyer',
    7,
    {
      any: [
        { field: 'area', equals: 'engineering' },
        {
          all: [
            { field: 'area', equals: 'it' },
            { field: 'role', equals: 'head' },
          ],
        },
      ],
    },
  ],
  [
    'says-little',
    -6,
    {
      all: [
        { field: 'industry', exists: false },
        { field: 'need', exists: false },
      ],
    },
  ],
];
