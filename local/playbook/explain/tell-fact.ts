import type { Locale, Playbook } from '#contracts/playbook.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Profile } from '#domain/lead/profile.ts';
import type { Reason } from '#domain/scoring/score.ts';
import { activityWords, fieldWords, sourceWords, valueWords } from './fact-words.ts';
import { type FactBehind, factsBehind, isDerived } from './facts-behind.ts';

/** A fact behind a reason, in plain words, and when it was or became known; no time where that is not known any more. */
export interface ToldFact {
  readonly text: string;
  readonly at?: string;
}

interface Known {
  readonly profile: Profile;
  readonly activities: readonly Activity[];
}

/** The facts behind a reason: what the rule saw in the profile, or the latest activity that counted. */
export function tellFacts(
  reason: Reason,
  { profile, activities }: Known,
  playbook: Playbook,
  locale: Locale,
): ToldFact[] {
  if (reason.axis === 'fit')
    return factsBehind(reason.rule, playbook, profile).map((fact) => tellField(fact, playbook, locale));
  const { activity, at } = reason.latest;
  const done = activities.find(({ id }) => id === activity);
  const latest = { de: 'Zuletzt', en: 'Latest' }[locale];
  if (done === undefined) return [{ text: latest, at }];
  const about = [done.topic, done.page].filter((one) => one !== undefined).join(', ');

  return [{ text: `${latest}: ${activityWords[done.kind][locale]}${about === '' ? '' : ` (${about})`}`, at }];
}

function tellField({ field, known }: FactBehind, { forms, scoring }: Playbook, locale: Locale): ToldFact {
  const asked = [...Object.values(forms).flatMap(({ fields }) => fields), ...scoring.sql].find(
    (one) => ('name' in one ? one.name : one.field) === field,
  );
  const label = (fieldWords[field] ?? asked?.label)?.[locale] ?? field;
  if (known === undefined) return { text: `${label}: ${{ de: 'unbekannt', en: 'unknown' }[locale]}` };
  const { value, stored } = known;
  const option = asked?.options?.find((one) => one.value === value)?.label ?? valueWords[field]?.[String(value)];
  const read = isDerived(field)
    ? ` (${{ de: 'aus', en: 'read from' }[locale]} ${quoted(String(stored.value), locale)})`
    : '';

  return {
    text: `${label}: ${option?.[locale] ?? value}${read}, ${sourceWords(stored.source, locale)}`,
    at: stored.at,
  };
}

const quoted = (text: string, locale: Locale): string => ({ de: `„${text}“`, en: `“${text}”` })[locale];
