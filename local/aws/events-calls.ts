import * as z from 'zod';
import { PutEventsEntry } from './events.ts';
import type { Authorization } from './iam.ts';

export const PutEventsRequest = z.object({ Entries: z.array(PutEventsEntry) });

/** What a PutEvents call needs on each bus it names. Buses are given by name or ARN. */
export function putEventsAuthorizations(body: unknown, arnPrefix: string): readonly Authorization[] {
  const byBus = Map.groupBy(PutEventsRequest.parse(body).Entries, ({ EventBusName = 'default' }) => EventBusName);

  return [...byBus].map(([bus, entries]) => ({
    action: 'events:PutEvents',
    resource: bus.startsWith('arn:') ? bus : `${arnPrefix}event-bus/${bus}`,
    context: {
      'events:source': distinct(entries.map(({ Source }) => Source)),
      'events:detail-type': distinct(entries.map(({ DetailType }) => DetailType)),
    },
  }));
}

const distinct = (values: readonly (string | undefined)[]) => [
  ...new Set(values.filter((value) => value !== undefined)),
];
