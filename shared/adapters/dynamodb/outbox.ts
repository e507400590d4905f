import * as z from 'zod/mini';
import { type EventType, facts, type LeadEvent } from '#contracts/events.ts';

const eventTypes = Object.keys(facts) as [EventType, ...EventType[]];
const Packed = z.strictObject({
  at: z.iso.datetime({ precision: 3 }),
  events: z.array(z.tuple([z.enum(eventTypes), z.record(z.string(), z.unknown())])),
});

/** The events of a change (`packOutbox`) again, each with the id that the same change always gives it. Throws a parse error for what `packOutbox` did not write. */
export function unpackOutbox(packed: string, leadId: string, version: number): LeadEvent[] {
  const { at, events } = Packed.parse(JSON.parse(packed));

  return events.map(
    ([type, found], n) =>
      ({ id: `${leadId}.${version}.${n}`, type, at, leadId, facts: facts[type].parse(found) }) as LeadEvent,
  );
}
