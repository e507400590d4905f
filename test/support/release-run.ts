import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '#adapters/dynamodb/items.ts';
import { dynamoLeadSegments } from '#adapters/dynamodb/lead-segments.ts';
import { isReleaseKey } from '#adapters/dynamodb/release-items.ts';
import { dynamoReleases } from '#adapters/dynamodb/releases.ts';
import { eventsOf } from '#adapters/dynamodb/stream-image.ts';
import type { Table } from '#adapters/dynamodb/table.ts';
import type { GoldpanEvent, PlaybookEvent } from '#contracts/events.ts';
import { SETTLES_AFTER } from '#domain/release/release.ts';
import { watchRelease } from '#functions/due/watch-release.ts';
import { beginRelease } from '#functions/rescore/begin-release.ts';
import { type PageOutcome, rescorePage } from '#functions/rescore/rescore-page.ts';
import type { World } from './world.ts';

/** Where a call is cut off: before the table hears of it, or after it did and before the answer arrives. */
export type Cut = 'before' | 'after' | undefined;

export class CutOffError extends Error {
  override readonly name = 'CutOffError';
}

/** One page as it was done. */
export type DonePage = { readonly outcome: PageOutcome; readonly ms: number; readonly calls: number };

export type RunOptions = {
  readonly segments?: number;
  readonly pageItems?: number;
  /** Decides on every call to the table whether it is cut off. */
  readonly cut?: () => Cut;
};

/** Releases on the real table: the sweep, the segments and their pages, with a bus in memory that hears what the table's stream would tell. */
export function aReleaseRun(world: World, { segments = 4, pageItems = 50, cut = () => undefined }: RunOptions = {}) {
  const bus: PlaybookEvent[] = [];
  const heard: GoldpanEvent[] = [];
  const pages: DonePage[] = [];
  let calls = 0;
  const table = spied(world.table, cut, announce, () => calls++);
  const releases = dynamoReleases(table);
  const { clock } = world;
  const begin = beginRelease({ releases, clock, segments });
  const page = rescorePage({ releases, leadSegments: dynamoLeadSegments(table, pageItems), clock });
  const watch = (playbook: string) => watchRelease({ releases, playbook, clock })();

  return {
    releases,
    heard,
    pages,
    watch,
    /** Sees a version for as long as it takes to be released. */
    async release(playbook: string) {
      await watch(playbook);
      world.wait(SETTLES_AFTER);
      return watch(playbook);
    },
    /** Delivers the wishes that wait, at most `limit`, the oldest first. What fails comes again behind the others. */
    async deliver(limit = Number.POSITIVE_INFINITY) {
      for (let n = 0; n < limit; n++) {
        const event = bus.shift();
        if (event === undefined) return;
        try {
          await handle(event);
        } catch (error) {
          if (!(error instanceof CutOffError)) throw error;
          bus.push(event);
        }
      }
    },
    /** Hears the wishes that were heard before once more. */
    repeat: () => bus.push(...heard.filter(isAboutPlaybook)),
    /** Every wish that waits is gone: what a queue gave up. */
    lose: () => bus.splice(0),
    /** The leads that were told, each as often as it was. */
    told: () => heard.flatMap((event) => (event.type === 'lead.rescore-due' ? [event.leadId] : [])),
  };

  function announce(events: readonly GoldpanEvent[]): void {
    heard.push(...events);
    bus.push(...events.filter(isAboutPlaybook));
  }

  async function handle(event: PlaybookEvent): Promise<void> {
    if (event.type === 'playbook.released') await begin(event.facts.release);
    if (event.type !== 'playbook.rescore-page') return;
    const before = { at: performance.now(), calls };
    const outcome = await page(event.facts);
    pages.push({ outcome, ms: performance.now() - before.at, calls: calls - before.calls });
  }
}

const isAboutPlaybook = (event: GoldpanEvent): event is PlaybookEvent => !('leadId' in event);

/** The table, with what its stream tells of releases after each write that took effect. */
function spied(
  table: Table,
  cut: () => Cut,
  tell: (events: readonly GoldpanEvent[]) => void,
  count: () => void,
): Table {
  const send = async (command: PutItemCommand) => {
    count();
    const where = cut();
    if (where === 'before') throw new CutOffError();
    const answer = await table.client.send(command);
    const item = command instanceof PutItemCommand ? (command.input.Item as Item) : undefined;
    if (item !== undefined && isReleaseKey(item.pk?.S ?? '')) tell(eventsOf(item));
    if (where === 'after') throw new CutOffError();

    return answer;
  };

  return { name: table.name, client: { send } as unknown as DynamoDBClient };
}
