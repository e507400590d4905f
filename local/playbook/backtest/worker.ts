import { parentPort, workerData } from 'node:worker_threads';
import { leadByLead } from './lead-by-lead.ts';
import { replayChunk } from './replay-chunk.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './worker-messages.ts';

/** One thread of the backtest. It is started by `run-backtest.ts` of the same source, so that what comes is what was sent. */
const settings: WorkerSettings = workerData;
const { tally, add } = leadByLead(settings);
const tell = (message: FromWorker) => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToWorker) => {
  if (message !== 'end') return tell(replayChunk(message.chunk, add));
  tell({ tally });
  parentPort?.close();
});
