import * as z from 'zod/mini';
import type { GoldpanEvent, LeadEvent } from '#contracts/events.ts';
import { activityOf } from './activities.ts';
import { erasureEventsOf, isErasureKey } from './erasure-items.ts';
import { fromItem, type Item } from './items.ts';
import { unpackOutbox } from './outbox.ts';
import { isReleaseKey, releaseEventsOf } from './release-items.ts';
import { leadIdOf } from './table.ts';

const Keyed = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  version: z.optional(z.int()),
  outbox: z.optional(z.string()),
});

/** The events that an image in the table's stream announces: a lead's outbox, one recorded activity, or what an erasure or a release of the playbook asks for. Anything else announces nothing. */
export function eventsOf(image: Item): GoldpanEvent[] {
  const { pk, sk, version = 0, outbox } = Keyed.parse(fromItem(image));
  if (isReleaseKey(pk)) return releaseEventsOf(image);
  if (isErasureKey(pk)) return erasureEventsOf(image);
  const leadId = leadIdOf(pk);
  if (sk.startsWith('ACTIVITY#')) return [recorded(leadId, image)];
  if (outbox === undefined) return [];

  return unpackOutbox(outbox, leadId, version);
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
