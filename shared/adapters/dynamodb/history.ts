import type { GoldpanEvent, LeadEvent } from '#contracts/events.ts';
import type { History } from '#ports/history.ts';
import { batchPut } from './batch-put.ts';
import { toItem } from './items.ts';
import { leadKey, type Table } from './table.ts';

/**
 * Each lead's history, one item an event. An activity is its own record: it needs no second one. Neither does a release of the playbook, which would write an
 * item to every lead: the score that follows names the version. What is told of an erasure stands in its report: the lead has no history any more.
 */
export const dynamoHistory = (table: Table): History => ({
  keep: (events) =>
    batchPut(
      table,
      events
        .filter(isHistory)
        .map(({ id, type, at, leadId, facts }) =>
          toItem({ pk: leadKey(leadId), sk: `EVENT#${at}#${id}`, id, type, at, facts }),
        ),
    ),
});

const isHistory = (event: GoldpanEvent): event is LeadEvent =>
  'leadId' in event &&
  event.type !== 'activity.recorded' &&
  event.type !== 'lead.erasure-due' &&
  event.type !== 'lead.erased' &&
  !(event.type === 'lead.rescore-due' && event.facts.because === 'release');
