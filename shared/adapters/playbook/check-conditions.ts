import type { Predicate } from '#contracts/playbook.ts';
import type { KnownFields } from './known-fields.ts';
import type { Report } from './parse-predicate.ts';
import type { Path } from './source-file.ts';
import { holdsIn, leavesOf, variablesOf, worldCount, worldsOf } from './worlds.ts';

const MANY_WORLDS = 5_000;

/** Reports the innermost part of a condition that can never hold, and a whole condition that holds for everybody. */
export function checkConditions(when: Predicate, path: Path, known: KnownFields, report: Report): void {
  const never = findNever(when, path, known);
  if (never !== undefined) report(never, 'can never hold: its parts contradict each other');
  else if (isImpossible({ not: when }, known)) report(path, 'holds for everybody');
}

function findNever(predicate: Predicate, path: Path, known: KnownFields): Path | undefined {
  for (const [part, at] of partsOf(predicate, path)) {
    const found = findNever(part, at, known);
    if (found !== undefined) return found;
  }

  return isImpossible(predicate, known) ? path : undefined;
}

/** The parts that must make sense by themselves. What stands under `not` need not. */
function partsOf(predicate: Predicate, path: Path): [Predicate, Path][] {
  const parts = 'all' in predicate ? predicate.all : 'any' in predicate ? predicate.any : [];
  const operator = 'all' in predicate ? 'all' : 'any';

  return parts.map((part, index) => [part, [...path, operator, index]]);
}

/** Whether there is no world in which a condition holds. With too many worlds to look at the author is trusted. */
function isImpossible(predicate: Predicate, known: KnownFields): boolean {
  const variables = variablesOf(leavesOf(predicate), known);
  if (worldCount(variables) > MANY_WORLDS) return false;
  for (const world of worldsOf(variables)) if (holdsIn(predicate, world)) return false;

  return true;
}
