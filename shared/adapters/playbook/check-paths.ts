import type { Grade, Level, MqlPath, Scoring } from '#contracts/playbook.ts';
import type { KnownFields } from './known-fields.ts';
import { mostEngagement, mostFit } from './most-points.ts';
import type { Report } from './parse-predicate.ts';

/** Thresholds nobody can reach, paths that everybody takes, and paths that an earlier one always forestalls. */
export function checkPaths(scoring: Scoring, known: KnownFields, report: Report): void {
  const { grades, levels, mql } = scoring;
  const most = { fit: mostFit(scoring.fit, known), engagement: mostEngagement(scoring.engagement) };
  for (const grade of ['A', 'B', 'C'] as const) {
    if (grades[grade] > most.fit) report(['grades', grade], `is ${grades[grade]}, but ${allGive(most.fit)}`);
  }
  for (const level of [1, 2, 3] as const) {
    if (levels[level] > most.engagement)
      report(['levels', `${level}`], `is ${levels[level]}, but ${allGive(most.engagement)}`);
  }
  for (const [index, path] of mql.entries()) {
    const { fit, engagement, grade, level, when } = path;
    if ([fit, engagement, grade, level, when].every((part) => part === undefined)) {
      report(['mql', index], 'names no condition: everybody would be qualified');
    }
    if (grade === 'D') report(['mql', index, 'grade'], 'is no condition: everybody has D or better');
    if (level === 4) report(['mql', index, 'level'], 'is no condition: everybody has 4 or better');
    const needed = Math.max(fit ?? -Infinity, fewestFor(grade, grades));
    const reachable = when === undefined ? most.fit : mostFit(scoring.fit, known, when);
    if (needed > reachable) {
      const limit =
        when === undefined ? allGive(most.fit) : `with its condition all rules together give at most ${reachable}`;
      report(
        ['mql', index, fit === undefined ? 'grade' : 'fit'],
        `is ${fit === undefined ? `${grade}, ${needed} points` : needed}, but ${limit}`,
      );
    }
    const active = Math.max(engagement ?? -Infinity, fewestFor(level, levels));
    if (active > most.engagement) {
      report(
        ['mql', index, engagement === undefined ? 'level' : 'engagement'],
        `is ${active}, but ${allGive(most.engagement)}`,
      );
    }
    const before = mql.slice(0, index).find((earlier) => forestalls(earlier, path, scoring));
    if (before !== undefined) report(['mql', index], `can never be taken: whoever could has taken ${before.id} before`);
  }
}

const allGive = (most: number): string => `all rules together give at most ${most}`;

function fewestFor(step: Grade | Level | undefined, steps: Readonly<Partial<Record<Grade | Level, number>>>): number {
  return step === undefined ? -Infinity : (steps[step] ?? -Infinity);
}

/** Whether everybody who takes the later path has taken the earlier one. */
function forestalls(earlier: MqlPath, later: MqlPath, { grades, levels }: Scoring): boolean {
  const needs = ({ fit, engagement, grade, level }: MqlPath) => ({
    fit: Math.max(fit ?? -Infinity, fewestFor(grade, grades)),
    engagement: Math.max(engagement ?? -Infinity, fewestFor(level, levels)),
  });
  const [first, second] = [needs(earlier), needs(later)];

  return (
    first.fit <= second.fit &&
    first.engagement <= second.engagement &&
    (earlier.when === undefined || JSON.stringify(earlier.when) === JSON.stringify(later.when))
  );
}
