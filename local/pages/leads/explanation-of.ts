import type { Locale, Playbook } from '#contracts/playbook.ts';
import { explainStored, type StoredExplanation } from '#local/playbook/explain/explain-stored.ts';
import type { StoredLead } from './read-leads.ts';
import { activityOf } from './verdicts.ts';

/** A lead's score in plain words, by the running playbook; undefined before the first scoring. */
export function explanationOf(
  { head, profile, activities }: StoredLead,
  playbook: Playbook,
  locale: Locale,
): StoredExplanation | undefined {
  const { score, reasons = [], stage, consents } = head;
  if (score === undefined) return undefined;
  const mayTrack = Object.values(consents).some(
    ({ channel, status }) => channel === 'tracking' && status === 'confirmed',
  );

  return explainStored(
    { score: { ...score, reasons }, stage, profile, activities: activities.map(activityOf), mayTrack },
    playbook,
    locale,
  );
}
