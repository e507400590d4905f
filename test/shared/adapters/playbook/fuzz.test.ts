import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { compileFiles } from '#adapters/playbook/compile.ts';
import { PlaybookError } from '#adapters/playbook/playbook-error.ts';
import { ourFiles, playbookWith } from '#test/support/playbook-in-memory.ts';

/** So many malformed playbooks, at least; `GOLDPAN_FUZZ=10000` makes it ten thousand. */
const RUNS = Number(process.env.GOLDPAN_FUZZ ?? 1000);
/** In ms, on a machine that has other things to do. */
const SLOWEST = 20_000;

const yamlFiles = [...ourFiles.keys()].filter((path) => path.endsWith('.yaml'));
const scrap = fc.oneof(
  fc.constantFrom(
    '',
    '\t',
    '{',
    '[',
    '"',
    '- ',
    ': ',
    '&a ',
    '*a',
    '!!binary ',
    '{{',
    '---\n',
    '\u0000',
    '0',
    'null',
    '.nan',
    '.inf',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

/** Cuts a piece out of a text and puts another into it. */
const cutText = (text: string, at: number, length: number, put: string): string => {
  const start = Math.floor(at * text.length);

  return text.slice(0, start) + put + text.slice(start + length);
};

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    true,
    -1,
    0,
    1e9,
    Number.NaN,
    '',
    ' ',
    '*',
    'P1M',
    'P9999W',
    '__proto__',
    'constructor',
    [],
    {},
    [[]],
  ),
  fc.constantFrom<unknown[]>(
    { field: 'country', equals: 'XX' },
    { field: 'toString', exists: true },
    {
      all: [
        { field: 'country', equals: 'DE' },
        { field: 'country', equals: 'AT' },
      ],
    },
    { activity: 'page-visited', atLeast: 0 },
    { field: 'fit', range: { min: 2, max: 1 } },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Replaces, removes or doubles one node of a YAML text. */
function spoilNode(text: string, pick: number, how: 'replace' | 'remove' | 'double', put: unknown): string {
  const document = parseDocument(text);
  const paths: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]): void => {
    if (path.length > 0) paths.push(path);
    if (Array.isArray(value)) value.forEach((one, index) => void walk(one, [...path, index]));
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) walk(one, [...path, key]);
  };
  walk(document.toJS(), []);
  const path = paths[Math.floor(pick * paths.length)] ?? [];
  if (how === 'remove') document.deleteIn(path);
  else if (how === 'replace') document.setIn(path, put);
  else {
    const parent = path.slice(0, -1);
    const list = document.getIn(parent);
    if (typeof path.at(-1) === 'number') document.addIn(parent, document.getIn(path));
    else document.setIn([...parent, 'doubled'], list === undefined ? put : document.getIn(path));
  }

  return String(document);
}

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const spoilt = fc.oneof(
  fc
    .record({ file: fc.constantFrom(...ourFiles.keys()), at: share, length: fc.nat(40), put: scrap })
    .map(({ file, at, length, put }) => ({ file, text: cutText(ourFiles.get(file) ?? '', at, length, put) })),
  fc
    .record({
      file: fc.constantFrom(...yamlFiles),
      pick: share,
      how: fc.constantFrom('replace', 'remove', 'double'),
      put: junk,
    })
    .map(({ file, pick, how, put }) => ({ file, text: spoilNode(ourFiles.get(file) ?? '', pick, how, put) })),
);

it(`refuses ${RUNS} malformed playbooks with file and line, and none crashes or hangs`, () => {
  let refused = 0;
  let slowest = 0;
  fc.assert(
    fc.property(spoilt, ({ file, text }) => {
      const start = performance.now();
      try {
        expect(compileFiles(playbookWith({ [file]: text })).version).toMatch(/^[0-9a-f]{12}$/);
      } catch (error) {
        if (!(error instanceof PlaybookError)) throw error;
        refused++;
        expect(error.findings.length).toBeGreaterThan(0);
        for (const { file: name, line, message } of error.findings) {
          expect(name).toMatch(/^playbook\/./);
          expect(line).toBeGreaterThan(0);
          expect(message).not.toBe('');
        }
      }
      slowest = Math.max(slowest, performance.now() - start);
    }),
    // Some of what is spoilt still makes sense.
    { numRuns: Math.ceil(RUNS * 1.2) },
  );

  console.log(`${refused} malformed playbooks refused; the slowest took ${slowest.toFixed(0)} ms`);
  expect(refused).toBeGreaterThanOrEqual(RUNS);
  expect(slowest).toBeLessThan(SLOWEST);
}, 600_000);
