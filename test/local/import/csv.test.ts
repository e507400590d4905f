import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '#local/import/csv.ts';
import { ImportProblem } from '#local/import/import-problem.ts';
import { csvLine } from '#local/import/write-csv.ts';

const read = (text: string) => readCsv(Buffer.from(text));
const cells = (text: string) => read(text).map((row) => row.cells);

describe('a list', () => {
  it.each([
    ['commas', 'a,b\r\n1,2\r\n'],
    ['semicolons', 'a;b\n1;2'],
    ['tabs', 'a\tb\r\n1\t2\r\n'],
    ['a byte order mark', '\uFEFFa;b\n1;2\n'],
    ['empty lines', 'a;b\n\n1;2\n\r\n'],
    ['quotes around everything', '"a","b"\r\n"1","2"\r\n'],
  ])('is read with %s', (_how, text) => {
    expect(cells(text)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('may have delimiters, quotes and line ends in quotes; lines are counted as an editor does', () => {
    const rows = read('name;note\r\n"Meier; Ada";"said ""yes""\r\nand left"\r\nLin;"";\n');

    expect(rows).toEqual([
      { line: 1, cells: ['name', 'note'] },
      { line: 2, cells: ['Meier; Ada', 'said "yes"\r\nand left'] },
      { line: 4, cells: ['Lin', '', ''] },
    ]);
  });

  it('keeps white space and cells that a spreadsheet takes for formulas', () => {
    expect(cells('a;b\n +49 89 1;=1+1\n')[1]).toEqual([' +49 89 1', '=1+1']);
  });

  it('takes for the delimiter what the first line has most of, not what a quoted header holds', () => {
    expect(cells('"a,b,c";d\n1;2\n')[0]).toEqual(['a,b,c', 'd']);
  });

  it.each([
    ['a quote that is never closed', 'a;b\n1;"2\n3;4\n', 'Line 2: a quote is opened'],
    ['a quote inside a bare cell', 'a;b\n1;2"3\n', 'Line 2: a quote stands inside'],
    ['text after a closing quote', 'a;b\n1;2\n"3"x;4\n', 'Line 3: after a closing quote'],
  ])('with %s is refused by line', (_what, text, reason) => {
    expect(() => read(text)).toThrow(ImportProblem);
    expect(() => read(text)).toThrow(reason);
  });

  it('that is not UTF-8 is refused', () => {
    expect(() => readCsv(Buffer.from('a;b\nM\xFCller;2\n', 'latin1'))).toThrow('not in UTF-8');
  });

  it('comes back as it was written, whatever its cells hold', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\uFEFF', ''));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    const quoted = (row: string[]) => `${row.map((text) => `"${text.replaceAll('"', '""')}"`).join(';')}\r\n`;

    fc.assert(
      fc.property(table, (rows) => {
        expect(cells(rows.map(quoted).join(''))).toEqual(rows);
      }),
    );
  });
});

it('CSV cells starting `= + - @` tab: neutralised, and `+49…` survives an import: so a report is written', () => {
  // As an import reads it: kept, not run.
  expect(cells('a;b\n+49 89 1;-2\n')[1]).toEqual(['+49 89 1', '-2']);
  const dangerous = ['=1+1', '+49 89 1', '-2', '@SUM(A1)', '\t=1', '\r=1', 'a;b', 'say "hi"', 'fine'];

  expect(cells(`a;b\n${csvLine(dangerous)}`)[1]).toEqual([
    "'=1+1",
    "'+49 89 1",
    "'-2",
    "'@SUM(A1)",
    "'\t=1",
    "'\r=1",
    'a;b',
    'say "hi"',
    'fine',
  ]);
});
