import type { Locale, MqlPath, Scoring } from '#contracts/playbook.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Profile } from '#domain/lead/profile.ts';
import { recogniserOf, valueIn } from '#domain/scoring/derived.ts';
import { tenth } from '#domain/scoring/explain-numbers.ts';
import { holds } from '#domain/scoring/holds.ts';
import { onceEach } from '#domain/scoring/once-each.ts';
import type { Score } from '#domain/scoring/score.ts';
import { countedOf } from './counted-of.ts';

/** What a path to MQL still lacks. */
export interface Missing {
  readonly path: string;
  readonly lacks: readonly string[];
}

interface Known {
  readonly profile: Profile;
  readonly activities: readonly Activity[];
  /** Whether what was observed counts. */
  readonly mayTrack: boolean;
}

/** For each path to MQL, in the playbook's order, what a lead's score lacks. */
export function missingForMql(score: Score, known: Known, scoring: Scoring, locale: Locale): Missing[] {
  const facts = {
    value: valueIn(known.profile, recogniserOf(scoring.titles)),
    activities: onceEach(countedOf(known)),
    now: score.at,
  };
  const say = texts[locale];

  return scoring.mql.map((path) => {
    const fit = fitOf(path, scoring) - score.fit;
    const engagement = engagementOf(path, scoring) - score.engagement;

    return {
      path: path.label[locale],
      lacks: [
        ...(path.when === undefined || holds(path.when, facts) ? [] : [say.condition]),
        ...(fit > 0 ? [say.fit(tenth(fit, locale))] : []),
        ...(engagement > 0 ? [say.engagement(tenth(engagement, locale))] : []),
      ],
    };
  });
}

/** The fewest points on the fit axis that a path asks for. */
const fitOf = ({ fit = -Infinity, grade }: MqlPath, { grades }: Scoring): number =>
  Math.max(fit, grade === undefined || grade === 'D' ? -Infinity : grades[grade]);

const engagementOf = ({ engagement = -Infinity, level }: MqlPath, { levels }: Scoring): number =>
  Math.max(engagement, level === undefined || level === 4 ? -Infinity : levels[level]);

const texts = {
  de: {
    condition: 'was der Weg verlangt, ist nicht geschehen',
    fit: (points: string) => `${points} Punkte Passung`,
    engagement: (points: string) => `${points} Punkte Interesse`,
  },
  en: {
    condition: 'what the path asks for has not happened',
    fit: (points: string) => `${points} points of fit`,
    engagement: (points: string) => `${points} points of engagement`,
  },
} as const;
