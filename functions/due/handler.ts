import type { Log } from '#lambda/log.ts';
import { scheduleHandler } from '#lambda/schedule-handler.ts';
import type { SettleDueLeads } from './settle-due-leads.ts';

/** The sweep stops this long before Lambda would stop it, in ms. */
const RESERVE = 5_000;

export const createHandler = ({ settleDueLeads, log }: { settleDueLeads: SettleDueLeads; log: Log }) =>
  scheduleHandler({ log }, async (timeLeft) => {
    const { settled, failed, lapsed, complete } = await settleDueLeads(() => timeLeft() > RESERVE);
    if (settled > 0) log.info('due leads settled', { count: settled });
    if (lapsed > 0) log.count('OfferLapsed', lapsed);
    if (failed > 0) log.warn('some due leads could not be settled', { count: failed });
    if (!complete) log.warn('more leads are due than one sweep can settle');
  });
