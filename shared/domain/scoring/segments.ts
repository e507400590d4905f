import type { Segment } from '#contracts/playbook.ts';
import { standingFacts } from '#contracts/playbook-facts.ts';
import { hasBit } from './bits.ts';
import { compileConditions } from './conditions.ts';
import type { Deed } from './deeds.ts';
import type { Value } from './holds.ts';
import type { Standing } from './normalise.ts';

/** Makes segments ready: the answer names those that a lead is in, in the playbook's order. Where it stands wins over a form's field of the same name. */
export function compileSegments(segments: readonly Segment[]) {
  const conditions = compileConditions(segments.map(({ when }) => when));

  return (
    value: (field: string) => Value | undefined,
    standing: Standing,
    deeds: readonly Deed[],
    now: number,
  ): string[] => {
    const known = new Map<string, Value>(standingFacts.map((name) => [name, standing[name]]));
    const lead = conditions.normalise((field) => known.get(field) ?? value(field));
    conditions.look(lead, deeds, now);

    return segments.filter((_, index) => hasBit(conditions.held, index)).map(({ id }) => id);
  };
}
