import type { Form, Predicate, Scoring, Titles } from '#contracts/playbook.ts';
import { checkConditions } from './check-conditions.ts';
import { checkPaths } from './check-paths.ts';
import { checkRules } from './check-rules.ts';
import { type KnownFields, knownFields, withStanding } from './known-fields.ts';
import { parsePredicate, type Report } from './parse-predicate.ts';
import type { Finding } from './playbook-error.ts';
import type { EngagementSource, FitSource, SegmentsSource, StagesSource } from './qualification-source.ts';
import { type Path, type SourceFile, spell } from './source-file.ts';

interface Read<Source> {
  readonly file: SourceFile;
  readonly source: Source;
}

export interface QualificationSources {
  readonly fit: Read<FitSource>;
  readonly engagement: Read<EngagementSource>;
  readonly segments: Read<SegmentsSource>;
  readonly stages: Read<StagesSource>;
  readonly titles: Titles;
  readonly forms: readonly Pick<Form, 'fields'>[];
}

/** The rules, with their conditions read against the fields there are, and everything in them that can never count. */
export function compileQualification({ fit, engagement, segments, stages, titles, forms }: QualificationSources): {
  scoring: Scoring;
  findings: Finding[];
} {
  const findings: Finding[] = [];
  const into =
    ({ file }: { file: SourceFile }): Report =>
    (path, message) =>
      void findings.push(file.finding(path, `${spell(path)} ${message}`));
  const known = knownFields({ forms, sql: stages.source.sql, titles });
  const read = (source: unknown, path: Path, from: { file: SourceFile }, names: KnownFields, activities: boolean) => {
    const before = findings.length;
    const when = parsePredicate(source, path, { known: names, activities, report: into(from) });
    // A condition that does not read would only cause a second, misleading finding.
    if (findings.length === before) checkConditions(when, path, names, into(from));

    return when;
  };
  const conditions = <Rule extends { when: unknown }>(
    rules: readonly Rule[],
    list: string,
    from: { file: SourceFile },
    names = known,
    activities = false,
  ): (Omit<Rule, 'when'> & { when: Predicate })[] =>
    rules.map((rule, index) => ({ ...rule, when: read(rule.when, [list, index, 'when'], from, names, activities) }));

  const { mql, disqualifiers, ...rest } = stages.source;
  const scoring: Scoring = {
    ...rest,
    fit: conditions(fit.source.rules, 'rules', fit),
    engagement: engagement.source.rules,
    segments: conditions(segments.source.segments, 'segments', segments, withStanding(known), true),
    disqualifiers: conditions(disqualifiers, 'disqualifiers', stages),
    mql: mql.map(({ when, ...path }, index) =>
      when === undefined ? path : { ...path, when: read(when, ['mql', index, 'when'], stages, known, true) },
    ),
    titles,
  };
  checkRules(scoring, { fit: into(fit), engagement: into(engagement), segments: into(segments), stages: into(stages) });
  if (findings.length === 0) checkPaths(scoring, known, into(stages));

  return { scoring, findings };
}
