import type { LeadEvent } from '#contracts/events.ts';

/** The events of one change as a short text. Their ids and their lead follow from the item that they lie in. */
export const packOutbox = (events: readonly LeadEvent[]): string =>
  JSON.stringify({ at: events[0]?.at, events: events.map(({ type, facts }) => [type, facts]) });
