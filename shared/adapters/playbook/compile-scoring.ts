import type { Scoring } from '#contracts/playbook.ts';
import type { KnownFields } from './known-fields.ts';
import { parsePredicate } from './parse-predicate.ts';
import type { Finding } from './playbook-error.ts';
import { repeated } from './repeated.ts';
import type { ScoringSource } from './source.ts';
import { type Path, type SourceFile, spell } from './source-file.ts';

/** Reads the rules' conditions against the fields there are, and looks for rules and paths that can never count. */
export function compileScoring(
  file: SourceFile,
  source: ScoringSource,
  known: KnownFields,
): { scoring: Scoring; findings: Finding[] } {
  const findings: Finding[] = [];
  const report = (path: Path, message: string) => void findings.push(file.finding(path, `${spell(path)} ${message}`));

  const fit = source.fit.map((rule, index) => ({
    ...rule,
    when: parsePredicate(rule.when, ['fit', index, 'when'], known, report),
  }));
  const scoring: Scoring = { ...source, fit };

  const rules = [
    ...fit.map(({ id, points }, index) => ({ id, points, path: ['fit', index] })),
    ...source.engagement.map(({ id, points }, index) => ({ id, points, path: ['engagement', index] })),
  ];
  for (const index of repeated(rules, ({ id }) => id)) report([...(rules[index]?.path ?? []), 'id'], 'is used twice');
  for (const { points, path } of rules) if (points === 0) report([...path, 'points'], 'must not be 0');
  for (const [index, { cap, points }] of source.engagement.entries()) {
    if (cap !== undefined && cap < Math.abs(points))
      report(['engagement', index, 'cap'], 'is less than the points of one activity');
  }
  checkPaths(scoring, report);

  return { scoring, findings };
}

function checkPaths(scoring: Scoring, report: (path: Path, message: string) => void): void {
  const most = { fit: reachable(scoring.fit), engagement: reachable(scoring.engagement) };
  for (const index of repeated(scoring.mql, ({ id }) => id)) report(['mql', index, 'id'], 'is used twice');
  for (const [index, path] of scoring.mql.entries()) {
    if (path.fit === undefined && path.engagement === undefined && path.activity === undefined) {
      report(['mql', index], 'names no condition: everybody would be qualified');
    }
    if (path.within !== undefined && path.activity === undefined) report(['mql', index, 'within'], 'needs an activity');
    for (const axis of ['fit', 'engagement'] as const) {
      const threshold = path[axis];
      if (threshold !== undefined && threshold > most[axis]) {
        report(['mql', index, axis], `is ${threshold}, but all rules together give at most ${most[axis]}`);
      }
    }
  }
}

/** The most points an axis can give. A rule on activities without a cap has no upper bound. */
const reachable = (rules: readonly { points: number; activity?: string; cap?: number | undefined }[]): number =>
  rules
    .filter(({ points }) => points > 0)
    .reduce(
      (sum, { points, activity, cap }) => sum + (activity === undefined ? points : (cap ?? Number.POSITIVE_INFINITY)),
      0,
    );
