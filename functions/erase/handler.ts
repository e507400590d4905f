import type { EraseLead } from '#app/erase-lead.ts';
import type { Log } from '#lambda/log.ts';
import { queueHandler } from '#lambda/queue-handler.ts';

/** The work stops this long before Lambda would stop it, in ms. */
const RESERVE = 10_000;

export const createHandler = ({ eraseLead, log }: { eraseLead: EraseLead; log: Log }) =>
  queueHandler({ log }, async ({ leadId }, timeLeft) => {
    const outcome = await eraseLead(leadId, () => timeLeft() > RESERVE);
    log.info(`erasure: ${outcome}`, { leadId });
    if (outcome === 'erased') log.count('LeadErased');
  });
