import type { EngagementRule } from '#contracts/playbook.ts';
import type { Activity } from '../lead/activity.ts';
import { fadesAfter, tenthsAfter } from './decay.ts';
import { compileGlob } from './glob.ts';
import { onceEach } from './once-each.ts';
import { toTenths } from './tenths.ts';
import { folded } from './words.ts';

/** An activity with its moment in ms since 1970, and its page folded once. */
export interface Deed {
  readonly activity: Activity;
  readonly at: number;
  readonly page: string | undefined;
}

/** A rule of the engagement axis made ready, with its cap in tenths. */
export interface PreparedRule {
  readonly rule: EngagementRule;
  readonly isPage: ((page: string) => boolean) | undefined;
  readonly cap: number;
}

/** What a lead did that counts towards one rule, oldest first, and what each gives before it fades. */
export interface Tally {
  readonly prepared: PreparedRule;
  readonly deeds: readonly Deed[];
  /** By the place of the deed. Of a frequency rule: what the latest gives. */
  readonly shares: readonly number[];
}

const NONE: readonly Deed[] = [];

export const deedsOf = (activities: readonly Activity[]): readonly Deed[] =>
  activities.length === 0
    ? NONE
    : onceEach(activities).map((activity) => ({
        activity,
        at: Date.parse(activity.at),
        page: activity.page === undefined ? undefined : folded(activity.page),
      }));

export const prepareRule = (rule: EngagementRule): PreparedRule => ({
  rule,
  isPage: rule.page === undefined ? undefined : compileGlob(folded(rule.page)),
  cap: rule.cap === undefined ? Number.POSITIVE_INFINITY : toTenths(rule.cap),
});

/** What says about what an activity must be, and on which pages. */
interface Placed {
  readonly rule: { readonly topic?: string | undefined };
  readonly isPage: ((page: string) => boolean) | undefined;
}

/** Whether an activity of the right kind is about the topic and on the pages. */
export function isOn({ rule: { topic }, isPage }: Placed, { activity, page }: Deed): boolean {
  if (topic !== undefined && activity.topic !== topic) return false;

  return isPage === undefined || (page !== undefined && isPage(page));
}

/** Sorts the deeds and shares out what they give. */
export function tallyOf(prepared: PreparedRule, found: Deed[]): Tally {
  const { points, capPerDay, times } = prepared.rule;
  const deeds = found.length < 2 ? found : found.sort(oldestFirst);
  const shares =
    capPerDay === undefined || times !== undefined ? deeds.map(() => points) : cappedByDay(deeds, points, capPerDay);

  return { prepared, deeds, shares };
}

function cappedByDay(deeds: readonly Deed[], points: number, capPerDay: number): number[] {
  let day = '';
  let given = 0;

  return deeds.map(({ activity }) => {
    const on = activity.at.slice(0, 10);
    if (on !== day) given = 0;
    day = on;
    const before = given;
    given = Math.max(-capPerDay, Math.min(capPerDay, before + points));

    return given - before;
  });
}

/** How many deeds count at a moment, in ms since 1970: all, or of a frequency rule those in its time, if they are enough. */
export function countAt({ prepared: { rule }, deeds }: Tally, now: number): number {
  const { times } = rule;
  if (times === undefined) return deeds.length;
  let count = 0;
  while (count < deeds.length && now - (deeds[deeds.length - 1 - count]?.at ?? 0) <= times.within) count++;

  return count < times.atLeast ? 0 : count;
}

/** What a rule gives at a moment, in tenths: nearer to nothing with every moment. */
export function tenthsAt(tally: Tally, now: number): number {
  const { prepared, deeds, shares } = tally;
  const { halfLife, times } = prepared.rule;
  if (times !== undefined && countAt(tally, now) === 0) return 0;
  let sum = 0;
  for (let n = times === undefined ? 0 : deeds.length - 1; n < deeds.length; n++) {
    sum += tenthsAfter(shares[n] ?? 0, now - (deeds[n]?.at ?? 0), halfLife);
  }

  return Math.max(-prepared.cap, Math.min(prepared.cap, sum));
}

/** When nothing is left of a rule's points, in ms since 1970. */
export const fadedAt = ({ prepared: { rule }, deeds }: Tally): number =>
  (deeds.at(-1)?.at ?? 0) + fadesAfter(rule.points, rule.halfLife);

const oldestFirst = (a: Deed, b: Deed): number => a.at - b.at || (a.activity.id < b.activity.id ? -1 : 1);
