import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { progressOn } from '#local/demo/progress.ts';
import { paletteFor } from '#local/terminal/paint.ts';
import { apiAt } from './api.ts';
import { readCsv } from './csv.ts';
import { ImportProblem } from './import-problem.ts';
import { importRows, type Result } from './import-rows.ts';
import { openJournal } from './journal.ts';
import { summary, writeReport } from './report.ts';
import { readImportSettings } from './settings.ts';

/** Brings a list of people in. Resolves with the exit code: 0 when every row is in, 1 when some were refused or not sent, 2 when nothing was done. */
export async function runImport(args: readonly string[]): Promise<number> {
  const paint = paletteFor(process.stdout);
  try {
    const { file, formId, url, ...how } = readImportSettings(args);
    const rows = readCsv(read(file));
    const report = `${file.replace(/\.csv$/i, '')}.refused.csv`;
    const step = progressOn(process.stdout, paint)('Import', Math.max(1, rows.length - 1));
    const result = await stoppable((signal) =>
      importRows({
        ...how,
        rows,
        formId,
        fileName: basename(file),
        today: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
        api: apiAt(url, formId),
        journal: openJournal(`${file}.imported`, url),
        onRow: (soFar) => step.show(doneOf(soFar), `${soFar.accepted} accepted, ${soFar.refused.length} refused`),
        signal,
      }),
    );
    step.done();
    writeReport(report, result);
    console.log(summary(result, report, paint));

    return result.accepted + result.before === result.rows ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ImportProblem)) throw error;
    console.error(`${paint.bad('Nothing was imported.')} ${error.message}`);

    return 2;
  }
}

const doneOf = ({ accepted, before, refused, failed }: Result): number =>
  accepted + before + refused.length + failed.length;

/** On Ctrl+C what was begun is finished, and the report is written. */
async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.removeListener('SIGINT', stop);
  }
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new ImportProblem(`${file} cannot be read.`);
  }
}
