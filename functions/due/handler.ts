import type { Log } from '#lambda/log.ts';
import { scheduleHandler } from '#lambda/schedule-handler.ts';
import type { SettleDueLeads } from './settle-due-leads.ts';
import { UnsettledLeadsError } from './unsettled-leads-error.ts';
import type { WatchRelease } from './watch-release.ts';

/** The sweep stops this long before Lambda would stop it, in ms. */
const RESERVE = 5_000;

interface Dependencies {
  readonly settleDueLeads: SettleDueLeads;
  readonly watchRelease: WatchRelease;
  readonly log: Log;
}

export function createHandler({ settleDueLeads, watchRelease, log }: Dependencies) {
  return scheduleHandler({ log }, async (timeLeft) => {
    // Side by side: neither waits for the other, nor keeps it from its work by failing.
    const outcomes = await Promise.allSettled([settle(timeLeft), watch()]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  });

  async function settle(timeLeft: () => number): Promise<void> {
    const { settled, failed, lapsed, complete } = await settleDueLeads(() => timeLeft() > RESERVE);
    if (settled > 0) log.info('due leads settled', { count: settled });
    if (lapsed > 0) log.count('OfferLapsed', lapsed);
    if (!complete) log.warn('more leads are due than one sweep can settle');
    // Fails the run, so that somebody is told; the leads stay due and the next sweep tries again.
    if (failed > 0) throw new UnsettledLeadsError(failed);
  }

  async function watch(): Promise<void> {
    const { released, repeated } = await watchRelease();
    if (released !== undefined) log.info('playbook released', { release: released });
    if (repeated > 0) log.warn('rescoring stood still and was announced again', { count: repeated });
  }
}
