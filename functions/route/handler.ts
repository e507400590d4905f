import type { Log } from '#lambda/log.ts';
import { queueHandler } from '#lambda/queue-handler.ts';
import type { RouteLead } from './route-lead.ts';

export const createHandler = ({ routeLead, log }: { routeLead: RouteLead; log: Log }) =>
  queueHandler({ log }, async ({ leadId }) => {
    const { lead, events } = await routeLead(leadId);
    const types = events.map(({ type }) => type);
    if (types.includes('lead.offered')) {
      log.info('lead offered', {
        leadId,
        ...(lead.offer && { offerId: lead.offer.id, salesperson: lead.offer.salesperson }),
      });
      log.count('LeadOffered');
    } else if (types.length > 0) {
      log.warn('nobody to offer the lead to', { leadId, eventType: types.join(' ') });
      log.count('LeadUnrouted');
    }
  });
