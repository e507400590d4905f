import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { StartProblem } from './start-problem.ts';

export type BuildOptions = {
  /** Where the cloud assembly and the landing pages go. */
  readonly assembly: string;
  readonly web: string;
  /** The playbook's folder; the repository's own when left out. */
  readonly playbook: string | undefined;
};

const Outcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('built') }),
  z.object({ outcome: z.literal('mistake'), message: z.string() }),
  z.object({ outcome: z.literal('broken'), stack: z.string() }),
]);

/**
 * Bundles the functions, synthesizes the stage `dev` and builds the landing pages. It happens in a thread of its own, so that a start can load the runtime
 * meanwhile; its memory goes with the thread. Rejects with a `StartProblem` for what a person can mend, such as a bad playbook.
 */
export async function build(options: BuildOptions): Promise<void> {
  const done = Promise.withResolvers<unknown>();
  const worker = new Worker(new URL('./build-worker.ts', import.meta.url), { workerData: options });
  worker.once('message', done.resolve).once('error', done.reject);
  worker.once('exit', (code) => done.reject(new Error(`The build ended with ${code} and without an answer.`)));
  const result = Outcome.parse(await done.promise);
  await worker.terminate();
  if (result.outcome === 'mistake') throw new StartProblem(result.message);
  if (result.outcome === 'broken') throw new Error(`The build failed: ${result.stack}`);
}
