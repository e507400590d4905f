import { randomUUID } from 'node:crypto';
import type { PutEvents, PutEventsEntry, PutEventsResult } from '#local/aws/events.ts';
import type { LocalClock } from '#local/clock.ts';
import { type Delivery, deliver, isDeliverable } from './deliver.ts';
import { eventProblem } from './event-problem.ts';
import { busNameOf, type Rule } from './rules.ts';

export type BusStart = Delivery & {
  readonly rules: readonly Rule[];
  /** The template's buses; `default` is always there. */
  readonly busNames: readonly string[];
  readonly accountId: string;
  readonly region: string;
  readonly clock: LocalClock;
};

/**
 * EventBridge's buses: entries are checked one by one, matched against the rules and handed to their targets. Events of one call reach a target
 * in their order. Throws for rules with targets that are neither queue nor function.
 */
export function eventBus(start: BusStart): PutEvents {
  const rules = start.rules.filter(({ matches }) => matches !== undefined);
  const buses = new Set(['default', ...start.busNames]);
  for (const { name, targets } of rules) {
    const foreign = targets.find(({ arn }) => !isDeliverable(arn));
    if (foreign !== undefined)
      throw new Error(`The rule ${name} has the target ${foreign.arn}, which is neither queue nor function.`);
  }

  return async (entries) => {
    const results: PutEventsResult[] = [];
    for (const entry of entries) {
      const busName = busNameOf(entry.EventBusName ?? 'default');
      const problem = eventProblem(entry, buses.has(busName) ? undefined : busName);
      results.push(problem ?? (await publish(start, rules, busName, entry)));
    }

    return results;
  };
}

async function publish(
  start: BusStart,
  rules: readonly Rule[],
  busName: string,
  entry: PutEventsEntry,
): Promise<PutEventsResult> {
  const event = envelope(start, entry);
  const text = JSON.stringify(event);
  const hearing = rules.filter((rule) => rule.busName === busName && rule.matches?.(event));
  await Promise.all(hearing.flatMap(({ targets, arn }) => targets.map((target) => deliver(start, target, arn, text))));

  return { EventId: event.id };
}

/** https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
function envelope(
  { accountId, region, clock }: BusStart,
  { Source, DetailType, Detail, Resources, Time }: PutEventsEntry,
) {
  const time = Time === undefined ? clock.now() : new Date(Time * 1000);

  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DetailType,
    source: Source,
    account: accountId,
    time: `${time.toISOString().slice(0, 19)}Z`,
    region,
    resources: Resources ?? [],
    detail: JSON.parse(Detail ?? '{}') as unknown,
  };
}
