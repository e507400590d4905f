import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { FactsHeader, LeadFacts } from './lead-facts.ts';

/** Writes an export: the header, then one lead a line. The file is there only when it is whole. Resolves with the number of leads. */
export async function writeFacts(
  file: string,
  header: FactsHeader,
  leads: Iterable<LeadFacts> | AsyncIterable<LeadFacts>,
): Promise<number> {
  const aside = `${file}.part`;
  // Whoever reads it learns what people did: nobody but the owner does.
  const out = createWriteStream(aside, { mode: 0o600 });
  let written = 0;
  out.write(`${JSON.stringify(header)}\n`);
  for await (const lead of leads) {
    written += 1;
    if (!out.write(`${JSON.stringify(lead)}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  await rename(aside, file);

  return written;
}
