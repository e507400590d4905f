import type { Log } from '#lambda/log.ts';
import { scheduleHandler } from '#lambda/schedule-handler.ts';
import type { SettleDueLeads } from './settle-due-leads.ts';
import { UnsettledLeadsError } from './unsettled-leads-error.ts';

/** The sweep stops this long before Lambda would stop it, in ms. */
const RESERVE = 5_000;

export const createHandler = ({ settleDueLeads, log }: { settleDueLeads: SettleDueLeads; log: Log }) =>
  scheduleHandler({ log }, async (timeLeft) => {
    const { settled, failed, lapsed, complete } = await settleDueLeads(() => timeLeft() > RESERVE);
    if (settled > 0) log.info('due leads settled', { count: settled });
    if (lapsed > 0) log.count('OfferLapsed', lapsed);
    if (!complete) log.warn('more leads are due than one sweep can settle');
    // Fails the run, so that somebody is told; the leads stay due and the next sweep tries again.
    if (failed > 0) throw new UnsettledLeadsError(failed);
  });
