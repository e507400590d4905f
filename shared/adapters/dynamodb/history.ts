import type { History } from '#ports/history.ts';
import { batchPut } from './batch-put.ts';
import { toItem } from './items.ts';
import { leadKey, type Table } from './table.ts';

/** Each lead's history, one item an event. An activity is its own record: it needs no second one. */
export const dynamoHistory = (table: Table): History => ({
  keep: (events) =>
    batchPut(
      table,
      events
        .filter(({ type }) => type !== 'activity.recorded')
        .map(({ id, type, at, leadId, facts }) =>
          toItem({ pk: leadKey(leadId), sk: `EVENT#${at}#${id}`, id, type, at, facts }),
        ),
    ),
});
