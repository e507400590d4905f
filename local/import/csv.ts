import { ImportProblem } from './import-problem.ts';

/** One record of a CSV file, with the line of the file on which it begins. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

const delimiters = [';', ',', '\t'] as const;

/**
 * Reads a CSV file by RFC 4180, in UTF-8 with or without a byte order mark, lines ending in CRLF or LF. What separates the cells (`;`, `,` or a tab) is what
 * the first line has most of. Empty lines are passed over. Strict, because a cell that slips into the next column makes wrong people of all that follow.
 * @throws ImportProblem naming the line.
 */
export function readCsv(bytes: Uint8Array): Row[] {
  const text = decoded(bytes);

  return [...records(text, delimiterOf(text))].filter(({ cells }) => cells.length > 1 || cells[0] !== '');
}

/** A `TextDecoder` takes the byte order mark away. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportProblem('The file is not in UTF-8. Save it as “CSV UTF-8” and try again.');
  }
}

/** What the first line has most of, outside quotes. */
function delimiterOf(text: string): string {
  const [first = ''] = text.replaceAll(/"[^"]*"/g, '').split('\n', 1);
  const counts = delimiters.map((delimiter) => first.split(delimiter).length);

  return delimiters[counts.indexOf(Math.max(...counts))] ?? ';';
}

function* records(text: string, delimiter: string): Generator<Row> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const begins = line;
    const cells: string[] = [];
    for (;;) {
      const cell = text[at] === '"' ? quoted(text, at, line) : plain(text, at, delimiter, line);
      cells.push(cell.value);
      line += cell.lines;
      at = cell.end;
      if (text[at] !== delimiter) break;
      at += 1;
    }
    if (at < text.length && !endOfLine(text, at))
      throw new ImportProblem(`Line ${line}: after a closing quote comes something else than the next cell.`);
    at += text[at] === '\r' ? 2 : 1;
    line += 1;
    yield { line: begins, cells };
  }
}

interface Cell {
  readonly value: string;
  /** Where the text goes on. */
  readonly end: number;
  /** How many line ends it holds. */
  readonly lines: number;
}

function quoted(text: string, from: number, line: number): Cell {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] === '"') continue;
    const value = text.slice(from + 1, at);
    return { value: value.replaceAll('""', '"'), end: at + 1, lines: value.split('\n').length - 1 };
  }
  throw new ImportProblem(`Line ${line}: a quote is opened and never closed.`);
}

function plain(text: string, from: number, delimiter: string, line: number): Cell {
  let end = from;
  while (end < text.length && text[end] !== delimiter && !endOfLine(text, end)) {
    if (text[end] === '"')
      throw new ImportProblem(`Line ${line}: a quote stands inside a cell that begins without one.`);
    end += 1;
  }

  return { value: text.slice(from, end), end, lines: 0 };
}

const endOfLine = (text: string, at: number): boolean =>
  text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
