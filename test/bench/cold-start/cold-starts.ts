import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { median } from '../statistics.ts';

/** One bundle to start. */
export interface Variant {
  readonly name: string;
  readonly bundle: string;
  /** The first request of each run; without it only the init is measured. */
  readonly events?: readonly unknown[];
  /** What that request has to be answered with. */
  readonly status?: number;
}

/** Medians over all runs: wall time of the import, CPU time of import and first request together. */
export interface ColdStart {
  readonly initMilliseconds: number;
  readonly cpuMilliseconds: number;
}

const Probed = z.object({ initMilliseconds: z.number(), cpuMilliseconds: z.number(), status: z.number() });
const run = promisify(execFile);
const probe = fileURLToPath(new URL('./probe.mjs', import.meta.url));

/** Starts each variant `runs` times in a fresh process, the variants by turns, so that a busy minute of the machine hits them all alike. */
export async function coldStarts(
  variants: readonly Variant[],
  { runs, env, folder }: { runs: number; env: Readonly<Record<string, string>>; folder: string },
): Promise<ReadonlyMap<string, ColdStart>> {
  const measured = new Map(variants.map(({ name }) => [name, [] as z.infer<typeof Probed>[]]));
  // The first round fills the disk cache and does not count.
  for (let round = 0; round <= runs; round++) {
    for (const { name, bundle, events, status = 0 } of variants) {
      const eventFile = join(folder, 'event.json');
      if (events !== undefined) writeFileSync(eventFile, JSON.stringify(events[round]));
      const { stdout } = await run(process.execPath, [probe, bundle, ...(events === undefined ? [] : [eventFile])], {
        env,
      });
      const probed = Probed.parse(JSON.parse(stdout));
      if (probed.status !== status) throw new Error(`${name} answered ${probed.status} instead of ${status}`);
      if (round > 0) measured.get(name)?.push(probed);
    }
  }

  return new Map(
    [...measured].map(([name, all]) => [
      name,
      {
        initMilliseconds: median(all.map(({ initMilliseconds }) => initMilliseconds)),
        cpuMilliseconds: median(all.map(({ cpuMilliseconds }) => cpuMilliseconds)),
      },
    ]),
  );
}
