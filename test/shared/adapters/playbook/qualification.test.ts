import { expect, it } from 'vitest';
import { compileFiles } from '#adapters/playbook/compile.ts';
import { PlaybookError } from '#adapters/playbook/playbook-error.ts';
import { ourFiles, playbookWith } from '#test/support/playbook-in-memory.ts';

/** What is said about our playbook when a file has this instead of that. */
function saidAfter(file: string, from: string, to: string): string {
  const path = `qualification/${file}`;
  const text = ourFiles.get(path) ?? '';
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  try {
    compileFiles(playbookWith({ [path]: text.replace(from, () => to) }));
  } catch (error) {
    if (error instanceof PlaybookError) return error.message;
    throw error;
  }

  return 'nothing';
}

const number = '{ field: phone, exists: true }';
const membranes = '{ activity: paper-downloaded, topic: membranes }';
const quiet = 'range: { max: 1 }';
const cases: [what: string, file: string, from: string, to: string, said: RegExp][] = [
  [
    'two values of one field at once',
    'fit.yaml',
    number,
    '{ all: [ { field: country, equals: DE }, { field: country, equals: AT } ] }',
    /fit\.yaml:\d+: rules\[\d+\]\.when can never hold: its parts contradict each other/,
  ],
  [
    'a contradiction deep inside, at its own place',
    'fit.yaml',
    number,
    '{ any: [ { field: phone, exists: true }, { all: [ { field: country, in: [DE, AT] }, { field: country, exists: false } ] } ] }',
    /rules\[\d+\]\.when\.any\[1\] can never hold/,
  ],
  [
    'everything but all there is',
    'fit.yaml',
    number,
    '{ all: [ { field: companySize, exists: true }, { not: { field: companySize, in: ["1-49", "50-249", "250+"] } } ] }',
    /can never hold/,
  ],
  [
    'a text and its absence',
    'fit.yaml',
    number,
    '{ all: [ { field: company, matches: ["*gmbh*"] }, { field: company, exists: false } ] }',
    /can never hold/,
  ],
  [
    'a rule that everybody meets',
    'stages.yaml',
    '{ field: emailKind, equals: disposable }',
    '{ any: [ { field: emailKind, exists: true }, { field: emailKind, exists: false } ] }',
    /stages\.yaml:\d+: disqualifiers\[0\]\.when holds for everybody/,
  ],
  [
    'a range upside down',
    'segments.yaml',
    quiet,
    'range: { min: 5, max: 1 }',
    /can never hold: min 5 is more than max 1/,
  ],
  ['a range of nothing', 'segments.yaml', quiet, 'range: {}', /range must have min, max or both/],
  ['a range of no numbers', 'segments.yaml', quiet, 'range: { max: .nan }', /range\.max must be a number/],
  [
    'an activity in a rule about who somebody is',
    'fit.yaml',
    number,
    membranes,
    /names an activity: here only fields count/,
  ],
  [
    'an activity there is not',
    'segments.yaml',
    membranes,
    '{ activity: paper-read }',
    /activity must be one of page-visited/,
  ],
  [
    'an activity that never happened',
    'segments.yaml',
    membranes,
    '{ activity: page-visited, atLeast: 0 }',
    /atLeast must be a whole number/,
  ],
  [
    'an activity within a month',
    'segments.yaml',
    membranes,
    '{ activity: page-visited, within: P1M }',
    /within must be a duration/,
  ],
  [
    'a pattern of stars',
    'segments.yaml',
    membranes,
    '{ activity: page-visited, page: "**" }',
    /page must be a pattern/,
  ],
  [
    'a pattern in a select',
    'fit.yaml',
    number,
    '{ field: country, matches: ["D*"] }',
    /country has fixed values: use in instead/,
  ],
  [
    'a date in a select',
    'fit.yaml',
    number,
    '{ field: country, since: P1D }',
    /needs a date, but country is one of DE/,
  ],
  [
    'a grade in a rule that makes the grade',
    'fit.yaml',
    number,
    '{ field: grade, equals: A }',
    /names grade, which no form asks/,
  ],
  [
    'a stage there is not',
    'segments.yaml',
    'equals: raw',
    'equals: sal',
    /is "sal", but stage is always one of raw, mql/,
  ],
  ['a level as text', 'segments.yaml', 'in: [3, 4]', 'in: ["3", "4"]', /in\[0\] must be a number/],
  [
    'a seniority that no title tells',
    'fit.yaml',
    'equals: manager',
    'equals: boss',
    /seniority is always one of c-level/,
  ],
  [
    'grades that do not go down',
    'stages.yaml',
    'B: 40',
    'B: 90',
    /grades\.B is 90, but must be less than that of A, 75/,
  ],
  [
    'levels that do not go down',
    'stages.yaml',
    '3: 5',
    '3: 20',
    /levels\.3 is 20, but must be less than that of 2, 20/,
  ],
  [
    'a path that another forestalls',
    'stages.yaml',
    'grade: B\n    level: 2',
    'grade: A\n    level: 2',
    /mql\[2\] can never be taken: whoever could has taken excellent-fit before/,
  ],
  [
    'a threshold that its own condition rules out',
    'stages.yaml',
    'fit: 20\n    when: { activity: demo-requested, within: P30D }',
    'fit: 130\n    when: { field: companySize, equals: "1-49" }',
    /mql\[0\]\.fit is 130, but with its condition all rules together give at most 120$/,
  ],
  [
    'a path without a threshold',
    'stages.yaml',
    'grade: B\n    level: 2',
    'grade: D',
    /grade is no condition: everybody has D or better/,
  ],
  [
    'a day that gives more than all days',
    'engagement.yaml',
    'capPerDay: 10\n    cap: 30',
    'capPerDay: 31\n    cap: 30',
    /capPerDay can never count: cap is 30/,
  ],
  [
    'a cap on what is given once',
    'engagement.yaml',
    'times: { atLeast: 3, within: P14D }',
    'times: { atLeast: 3, within: P14D }\n    cap: 20',
    /cap can never count/,
  ],
  ['a frequency of one', 'engagement.yaml', 'atLeast: 3', 'atLeast: 1', /times\.atLeast must be at least 2/],
  [
    'a half-life of ages',
    'engagement.yaml',
    'halfLife: P30D',
    'halfLife: P9999D',
    /halfLife must be at most ten years/,
  ],
  ['points beyond all measure', 'engagement.yaml', 'points: 50', 'points: 5000', /points must be at most 1000/],
  [
    'a question of sales to which no answer makes an SQL',
    'stages.yaml',
    'en: Replaces a control system } }\n      - { value: extension, label: { de: Erweiterung der Anlage, en: Extends the plant } }',
    'en: Replaces a control system }, qualifies: false }',
    /sql\[0\]\.options must hold one that qualifies: nobody could become SQL/,
  ],
  [
    'an answer of sales twice',
    'stages.yaml',
    'value: applied-for',
    'value: approved',
    /sql\[1\]\.options\[1\]\.value is used twice/,
  ],
  [
    'a segment twice',
    'segments.yaml',
    'id: key-accounts',
    'id: decision-makers',
    /segments\[1\]\.id is used twice: decision-makers/,
  ],
  ['a share in percent', 'sla.yaml', '0.8', '80', /marketing\.acceptedShare must be at most 1/],
  [
    'a first contact before the lead is accepted',
    'sla.yaml',
    'PT8H',
    'PT1H',
    /sales\.firstContactWithin must not be shorter than acceptWithin/,
  ],
];

it.each(cases)('finds %s', (_, file, from, to, said) => {
  expect(saidAfter(file, from, to)).toMatch(said);
});

it('adds up no rules that exclude each other: large and medium companies', () => {
  const [, most] = /all rules together give at most (\d+)/.exec(saidAfter('stages.yaml', 'A: 75', 'A: 999')) ?? [];
  const points = [...(ourFiles.get('qualification/fit.yaml') ?? '').matchAll(/points: (\d+)/g)].map(([, one]) =>
    Number(one),
  );
  const all = points.reduce((sum, one) => sum + one, 0);

  // Of 25 and 15 for the size, 30 and 10 for the rank, 10 and 5 for the department and for the revenue, 10, 5 and 5 for the industry only the largest.
  expect(Number(most)).toBe(all - 15 - 10 - 5 - 5 - 10);
});

it('says it soon, however many conditions there are', () => {
  const parts = Array.from({ length: 60 }, (_, n) => `{ field: company, contains: [w${n}] }`).join(', ');
  const start = performance.now();

  expect(saidAfter('fit.yaml', number, `{ any: [ ${parts} ] }`)).toBe('nothing');
  expect(performance.now() - start).toBeLessThan(2_000);
});
