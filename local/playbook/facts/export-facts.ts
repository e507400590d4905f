import type { Playbook } from '#contracts/playbook.ts';
import { factsOf, toldFields } from './facts-of.ts';
import type { LeadFacts } from './lead-facts.ts';
import type { StoredLeads } from './stored-leads.ts';
import { writeFacts } from './write-facts.ts';

/** So many leads are read at once. */
const AT_ONCE = 16;

/** Writes the facts of all stored leads to a file, without what would tell who they are. Resolves with the number of leads. */
export async function exportFacts(
  leads: StoredLeads,
  playbook: Pick<Playbook, 'forms' | 'scoring'>,
  file: string,
  show: (leads: number) => void = () => {},
): Promise<number> {
  const exportedAt = await leads.now();
  const isTold = toldFields(playbook);
  async function* all(): AsyncGenerator<LeadFacts> {
    let batch: Promise<LeadFacts | undefined>[] = [];
    let done = 0;
    const read = async (id: string) => {
      const lead = await leads.read(id);

      // Erased in the meantime.
      return lead === undefined ? undefined : factsOf(lead, isTold);
    };
    async function* finish() {
      for (const facts of await Promise.all(batch)) if (facts !== undefined) yield facts;
      done += batch.length;
      show(done);
      batch = [];
    }
    for await (const id of leads.ids()) {
      batch.push(read(id));
      if (batch.length === AT_ONCE) yield* finish();
    }
    yield* finish();
  }

  return writeFacts(file, { exportedAt }, all());
}
