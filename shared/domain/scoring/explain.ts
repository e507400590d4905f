import type { Locale, Scoring } from '#contracts/playbook.ts';
import type { Reason } from './score.ts';

const times: Record<Locale, (count: number) => string> = {
  de: (count) => `${count}-mal`,
  en: (count) => `${count} times`,
};

/** The reasons of a score in plain words, one line each, the weightiest first: `+30 Leitet Betrieb, Technik oder Unternehmen`. */
export function explain(
  reasons: readonly Reason[],
  scoring: Pick<Scoring, 'fit' | 'engagement'>,
  locale: Locale,
): string[] {
  const labels = new Map([...scoring.fit, ...scoring.engagement].map(({ id, label }) => [id, label[locale]]));
  const points = new Intl.NumberFormat(locale, { signDisplay: 'always', maximumFractionDigits: 1 });

  return reasons
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .map((reason) => {
      // A rule that the playbook no longer has keeps its name.
      const line = `${points.format(reason.points)} ${labels.get(reason.rule) ?? reason.rule}`;

      return reason.axis === 'engagement' && reason.count > 1 ? `${line} (${times[locale](reason.count)})` : line;
    });
}
