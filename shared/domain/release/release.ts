import type { PlaybookEvent } from '#contracts/events.ts';
import { after, type Instant, isDue, MINUTE } from '../instant.ts';

/**
 * A version that was deployed is released when it has been the only one seen for so long. A deployment changes the functions one after the other, and an old
 * copy may run a little longer: until all agree, leads would be scored by the playbook that goes.
 */
export const SETTLES_AFTER = 5 * MINUTE;

/** A run of which nothing was heard for so long is announced again. */
export const STALLS_AFTER = 15 * MINUTE;

/** Which playbook was released last, and what became of scoring the leads by it. There is one of these. */
export interface Release {
  /** Counts releases: going back to an earlier playbook is one more. 0 before the first. */
  readonly number: number;
  /** Counts changes, to guard the next one. */
  readonly revision: number;
  readonly playbook?: string;
  readonly releasedAt?: Instant;
  /** When it was last announced: again after a stall. */
  readonly announcedAt?: Instant;
  /** When every segment of the table was through, and how many leads were told. */
  readonly finishedAt?: Instant;
  readonly leads?: number;
  /** Another version that was seen, and since when. */
  readonly next?: { readonly playbook: string; readonly since: Instant };
}

/** A change of the release, with what it announces. */
export interface ReleaseChange {
  readonly release: Release;
  readonly events: readonly PlaybookEvent[];
}

/** What a function that carries `playbook` makes of the release: undefined when there is nothing to note. */
export function notice(release: Release | undefined, playbook: string, now: Instant): ReleaseChange | undefined {
  const { next, ...current } = release ?? { number: 0, revision: 0 };
  if (current.playbook === playbook) return next === undefined ? undefined : changed(current, []);
  if (next?.playbook !== playbook) return changed({ ...current, next: { playbook, since: now } }, []);
  if (!isDue(after(next.since, SETTLES_AFTER), now)) return undefined;
  const { number, revision } = current;

  return announced({ number: number + 1, revision, playbook, releasedAt: now }, now);
}

/** Announces the release once more: whoever should have begun with the segments did not. */
export const announced = (release: Release, now: Instant): ReleaseChange => {
  const { number, playbook = '' } = release;
  const event: PlaybookEvent = {
    id: `release.${number}`,
    type: 'playbook.released',
    at: now,
    facts: { playbook, release: number },
  };

  return changed({ ...release, announcedAt: now }, [event]);
};

/** Every segment is through. */
export function finished(release: Release, leads: number, now: Instant): ReleaseChange {
  const { number, playbook = '' } = release;
  const event: PlaybookEvent = {
    id: `release.${number}.rescored`,
    type: 'playbook.rescored',
    at: now,
    facts: { playbook, release: number, leads },
  };

  return changed({ ...release, finishedAt: now, leads }, [event]);
}

/** Whether the leads are still being told. */
export const isRunning = ({ number, finishedAt }: Release): boolean => number > 0 && finishedAt === undefined;

const changed = (release: Release, events: readonly PlaybookEvent[]): ReleaseChange => ({
  release: { ...release, revision: release.revision + 1 },
  events,
});
