import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEndpoint } from '#local/aws/endpoint.ts';
import type { PutEventsEntry } from '#local/aws/events.ts';
import { type LocalAws, startLocalAws } from '#local/aws/local-aws.ts';
import { type LocalClock, openClock } from '#local/clock.ts';
import { modelOf } from './fixture-model.ts';
import { smallSystem } from './small-system.ts';

/** A started small system, with an SDK configuration for its one function. */
export type TestAws = {
  readonly aws: LocalAws;
  readonly clock: LocalClock;
  readonly url: string;
  /** What was logged. */
  readonly lines: readonly string[];
  /** What reached the bus. */
  readonly events: readonly PutEventsEntry[];
  /** The SDK configuration of the function `worker`. */
  readonly worker: {
    endpoint: string;
    region: string;
    maxAttempts: number;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  stop(): Promise<void>;
};

/** Starts the small system's emulators behind an endpoint, with its state in `folder` or in a temporary one. */
export async function startTestAws(folder?: string): Promise<TestAws> {
  const own = folder ?? mkdtempSync(join(tmpdir(), 'goldpan-test-'));
  process.env.GOLDPAN_IAM_USAGE_DIR = join(own, 'iam-usage');
  const lines: string[] = [];
  const events: PutEventsEntry[] = [];
  const clock = openClock();
  const endpoint = await openEndpoint();
  const model = modelOf(smallSystem, endpoint.url);
  const aws = await startLocalAws({ model, endpoint, clock, log: (line) => void lines.push(line), stateFolder: own });
  aws.open(async (entries) => {
    events.push(...entries);

    return entries.map((_, index) => ({ EventId: `event-${index}` }));
  });

  return {
    aws,
    clock,
    url: endpoint.url,
    lines,
    events,
    worker: {
      endpoint: endpoint.url,
      region: model.region,
      maxAttempts: 1,
      credentials: aws.callers.credentialsOf('worker'),
    },
    async stop() {
      await endpoint.stop();
      await aws.stop();
      if (folder === undefined) rmSync(own, { recursive: true, force: true });
    },
  };
}
