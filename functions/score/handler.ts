import type { Log } from '#lambda/log.ts';
import { queueHandler } from '#lambda/queue-handler.ts';
import type { RescoreLead } from './rescore-lead.ts';

export const createHandler = ({ rescoreLead, log }: { rescoreLead: RescoreLead; log: Log }) =>
  queueHandler({ log }, async ({ leadId }) => {
    const { qualified } = await rescoreLead(leadId);
    if (!qualified) return;
    log.info('lead qualified', { leadId });
    log.count('LeadQualified');
  });
