import type { Playbook } from '#contracts/playbook.ts';
import { type CompiledScoring, compileScoring } from '#domain/scoring/compile-scoring.ts';

const known = new WeakMap<Playbook, CompiledScoring>();

/** The rules made ready, once for each playbook: that takes longer than all the rest of a page. */
export function compiled(playbook: Playbook): CompiledScoring {
  const before = known.get(playbook);
  if (before !== undefined) return before;
  const scoring = compileScoring(playbook);
  known.set(playbook, scoring);

  return scoring;
}
