import type { Log } from '#lambda/log.ts';
import { queueHandler } from '#lambda/queue-handler.ts';
import type { EnrichLead } from './enrich-lead.ts';

export const createHandler = ({ enrichLead, log }: { enrichLead: EnrichLead; log: Log }) =>
  queueHandler({ log }, ({ leadId }) => enrichLead(leadId));
