import * as z from 'zod/mini';
import { facts, type GoldpanEvent, type LeadEvent } from '#contracts/events.ts';
import { activityOf } from './activities.ts';
import { fromItem, type Item } from './items.ts';
import { isReleaseKey, releaseEventsOf } from './release-items.ts';
import { leadIdOf } from './table.ts';

const Keyed = z.looseObject({ pk: z.string(), sk: z.string(), outbox: z.optional(z.string()) });
const eventTypes = Object.keys(facts) as [keyof typeof facts, ...(keyof typeof facts)[]];
const Outbox = z.array(
  z.strictObject({
    id: z.string(),
    type: z.enum(eventTypes),
    at: z.string(),
    facts: z.record(z.string(), z.unknown()),
  }),
);

/** The events that an image in the table's stream announces: a lead's outbox, one recorded activity, or what a release of the playbook asks for. Anything else announces nothing. */
export function eventsOf(image: Item): GoldpanEvent[] {
  const { pk, sk, outbox } = Keyed.parse(fromItem(image));
  if (isReleaseKey(pk)) return releaseEventsOf(image);
  const leadId = leadIdOf(pk);
  if (sk.startsWith('ACTIVITY#')) return [recorded(leadId, image)];
  if (outbox === undefined) return [];

  return Outbox.parse(JSON.parse(outbox)).map(
    ({ type, facts: found, ...event }) => ({ ...event, leadId, type, facts: facts[type].parse(found) }) as LeadEvent,
  );
}

function recorded(leadId: string, image: Item): LeadEvent {
  const { id, kind, at, topic } = activityOf(image);

  return {
    id: `${leadId}.activity.${id}`,
    type: 'activity.recorded',
    at,
    leadId,
    facts: { activityId: id, kind, ...(topic === undefined ? {} : { topic }) },
  };
}
