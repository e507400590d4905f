import * as z from 'zod';

/** One entry of a PutEvents call, as the SDK sends it over the wire. */
export const PutEventsEntry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  /** Epoch seconds. */
  Time: z.number().optional(),
  TraceHeader: z.string().optional(),
});
export type PutEventsEntry = z.infer<typeof PutEventsEntry>;

/** The bus's answer for one entry: its event id, or why it was refused. */
export type PutEventsResult =
  | { readonly EventId: string }
  | { readonly ErrorCode: string; readonly ErrorMessage: string };

/**
 * Puts entries on the bus. Resolves with one result per entry, in order, once every matching target's queue has taken the event:
 * a publisher that got its answer may forget the event.
 */
export type PutEvents = (entries: readonly PutEventsEntry[]) => Promise<readonly PutEventsResult[]>;
