import type { Privacy } from '#contracts/playbook-privacy.ts';
import { after, HOUR, type Instant } from '../instant.ts';

/** What became of the mails of one hour, by the time at which it happened. */
export interface HourlyCounts extends Counts {
  /** `2026-11-23T09`: the hour in UTC. */
  readonly hour: string;
}

/** How many mails arrived or bounced, and how many of them hard, or were complained about. */
export interface Counts {
  readonly mails: number;
  readonly bounces: number;
  readonly complaints: number;
}

/** Why marketing mail paused itself. */
export type PauseCause = 'bounces' | 'complaints';

/** Whether marketing mail is paused, and from where counting began anew when somebody let it go on. */
export interface Mailing {
  readonly paused?: { readonly because: PauseCause; readonly since: Instant };
  /** Of the hour in which it went on, what had been counted by then: it was looked at already. */
  readonly resumed?: HourlyCounts;
  /** Rises by one with each change. */
  readonly version: number;
}

export const noCounts: Counts = { mails: 0, bounces: 0, complaints: 0 };

export const hourOf = (at: Instant): string => at.slice(0, 13);

/** The oldest hour that still lies within the window, if only with its end. */
export const firstHour = (now: Instant, { window }: Pick<Privacy['pause'], 'window'>): string =>
  hourOf(after(now, -(window - (window % HOUR === 0 ? HOUR : 0))));

export const plus = (one: Counts, other: Counts): Counts => ({
  mails: one.mails + other.mails,
  bounces: one.bounces + other.bounces,
  complaints: one.complaints + other.complaints,
});

/** The sums over the sliding window of hours that end with this one; what was looked at before somebody let mail go on does not count again. */
export function standing(
  hours: readonly HourlyCounts[],
  { resumed }: Pick<Mailing, 'resumed'>,
  rules: Privacy['pause'],
  now: Instant,
): Counts {
  const from = [firstHour(now, rules), resumed?.hour ?? ''].toSorted().at(-1) ?? '';
  const within = hours.filter(({ hour }) => hour >= from && hour <= hourOf(now)).reduce<Counts>(plus, noCounts);

  return resumed !== undefined && resumed.hour >= from ? minus(within, resumed) : within;
}

/** Whether marketing mail has to pause: enough mails were sent for their shares to mean something, and too many bounced or were complained about. */
export function reasonToPause({ mails, bounces, complaints }: Counts, rules: Privacy['pause']): PauseCause | undefined {
  if (mails < rules.atLeast) return undefined;
  if (complaints / mails >= rules.complaints) return 'complaints';
  if (bounces / mails >= rules.bounces) return 'bounces';

  return undefined;
}

/** Pauses marketing mail, once. */
export const pause = (mailing: Mailing, because: PauseCause, now: Instant): Mailing =>
  mailing.paused === undefined
    ? { ...mailing, paused: { because, since: now }, version: mailing.version + 1 }
    : mailing;

/** Lets marketing mail go on; `current` is what this hour counted so far. */
export function resume({ version }: Mailing, current: Counts, now: Instant): Mailing {
  return { resumed: { hour: hourOf(now), ...current }, version: version + 1 };
}

const minus = (one: Counts, other: Counts): Counts => ({
  mails: Math.max(0, one.mails - other.mails),
  bounces: Math.max(0, one.bounces - other.bounces),
  complaints: Math.max(0, one.complaints - other.complaints),
});
