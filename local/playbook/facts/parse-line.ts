import type * as z from 'zod';
import { LeadFacts } from './lead-facts.ts';

/** A line of an export that is no lead: which, and why. Values are never told, they may be personal. */
export interface BadLine {
  readonly line: number;
  readonly message: string;
}

/** The lead that a line holds, or what is wrong with it. Never throws. */
export function parseLine(text: string, line: number): LeadFacts | BadLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, message: 'is no JSON' };
  }
  const parsed = LeadFacts.safeParse(value);

  return parsed.success ? parsed.data : { line, message: said(parsed.error.issues) };
}

/** Whether it is a line that could not be read. */
export const isBad = (one: LeadFacts | BadLine): one is BadLine => 'line' in one;

function said([first, ...more]: readonly z.core.$ZodIssue[]): string {
  if (first === undefined) return 'is no lead';
  const where = first.path.length === 0 ? 'the lead' : first.path.map(String).join('.').slice(0, 80);
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;

  return `${where}: ${first.code === 'unrecognized_keys' ? 'holds something unknown' : first.message}${others}`;
}
