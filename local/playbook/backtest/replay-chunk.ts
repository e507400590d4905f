import type { Chunk } from '../facts/chunks.ts';
import { FactsHeader, type LeadFacts } from '../facts/lead-facts.ts';
import { type BadLine, isBad, parseLine } from '../facts/parse-line.ts';

/** So many bad lines are told from one piece; all are counted. */
const TOLD = 20;

/** Reads the lines of a piece and hands each lead on. Lines that are none are told with their number. */
export function replayChunk({ firstLine, text }: Chunk, add: (lead: LeadFacts) => void) {
  const bad: BadLine[] = [];
  let badCount = 0;
  let leads = 0;
  const lines = Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8').split('\n');
  for (const [index, line] of lines.entries()) {
    const number = firstLine + index;
    if (line.trim() === '' || (number === 1 && isHeader(line))) continue;
    const lead = parseLine(line, number);
    if (!isBad(lead)) {
      leads += 1;
      add(lead);
      continue;
    }
    badCount += 1;
    if (bad.length < TOLD) bad.push(lead);
  }

  return { leads, bytes: text.byteLength, bad, badCount };
}

function isHeader(line: string): boolean {
  return headerOf(line) !== undefined;
}

/** The header of an export, if its first line is one. */
export function headerOf(line: string): FactsHeader | undefined {
  try {
    return FactsHeader.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
