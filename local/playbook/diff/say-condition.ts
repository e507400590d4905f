import type { Predicate } from '#contracts/playbook.ts';
import { sayDuration } from './say-duration.ts';

/** A condition as one would say it: `seniority is one of c-level, vp, and not country is DE`. */
export function sayCondition(predicate: Predicate): string {
  if ('all' in predicate) return predicate.all.map(inner).join(' and ');
  if ('any' in predicate) return predicate.any.map(inner).join(' or ');
  if ('not' in predicate) return `not ${inner(predicate.not)}`;
  if ('activity' in predicate) {
    const { activity, topic, page, within, atLeast = 1 } = predicate;
    const what = [activity, topic && `about ${topic}`, page && `on ${page}`].filter(Boolean).join(' ');

    return `${what}${atLeast > 1 ? `, ${atLeast} times or more,` : ''}${within === undefined ? '' : ` within ${sayDuration(within)}`}`;
  }
  const { field } = predicate;
  if ('equals' in predicate) return `${field} is ${predicate.equals}`;
  if ('in' in predicate) return `${field} is one of ${predicate.in.join(', ')}`;
  if ('contains' in predicate) return `${field} has the words ${predicate.contains.join(', ')}`;
  if ('matches' in predicate) return `${field} is like ${predicate.matches.join(', ')}`;
  if ('exists' in predicate) return `${field} is ${predicate.exists ? 'known' : 'unknown'}`;
  if ('since' in predicate) return `${field} is within the last ${sayDuration(predicate.since)}`;
  const { min, max } = predicate.range;

  return `${field} is ${[min !== undefined && `at least ${min}`, max !== undefined && `at most ${max}`].filter(Boolean).join(' and ')}`;
}

const inner = (predicate: Predicate): string =>
  'all' in predicate || 'any' in predicate ? `(${sayCondition(predicate)})` : sayCondition(predicate);
