import type { Locale, Scoring } from '#contracts/playbook.ts';
import type { Points } from '#domain/scoring/score.ts';
import { words } from './words.ts';

/** What is otherwise when a score has become another: grade, the path to MQL that is open, the disqualifier; `otherPaths` where none of them is. */
export function nextChanges(
  before: Points,
  then: Points,
  { mql, disqualifiers }: Pick<Scoring, 'mql' | 'disqualifiers'>,
  locale: Locale,
): string[] {
  const say = words[locale];
  const named = (list: Scoring['mql'] | Scoring['disqualifiers'], id: string) =>
    say.quoted(list.find((one) => one.id === id)?.label[locale] ?? id);
  const from = `${before.grade}${before.level}`;
  const to = `${then.grade}${then.level}`;
  const changes = [
    ...(from === to ? [] : [say.grade(from, to)]),
    ...(before.path === then.path ? [] : [then.path === undefined ? say.closes : say.opens(named(mql, then.path))]),
    ...(before.disqualifiedBy === then.disqualifiedBy
      ? []
      : [then.disqualifiedBy === undefined ? say.freed : say.disqualified(named(disqualifiers, then.disqualifiedBy))]),
  ];

  return changes.length === 0 ? [say.otherPaths] : changes;
}
