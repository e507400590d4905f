import type { Locale } from '#contracts/playbook.ts';
import { inParallel } from '#local/demo/in-parallel.ts';
import type { Api } from './api.ts';
import { columnsOf } from './columns.ts';
import type { Row } from './csv.ts';
import { ImportProblem } from './import-problem.ts';
import { type Journal, keyOf } from './journal.ts';
import { submissionOf } from './submission-of.ts';

/** What became of the rows. */
export interface Result {
  readonly header: readonly string[];
  readonly rows: number;
  accepted: number;
  /** In the list twice, or accepted by an earlier run. */
  before: number;
  readonly refused: { readonly row: Row; readonly reasons: readonly string[] }[];
  /** To be tried again by another run. */
  readonly failed: { readonly row: Row; readonly reason: string }[];
  readonly unused: readonly string[];
}

export interface Work {
  readonly rows: readonly Row[];
  readonly fileName: string;
  readonly formId: string;
  readonly locale: Locale;
  readonly byHand: readonly string[];
  readonly concurrency: number;
  readonly today: string;
  readonly api: Api;
  readonly journal: Journal;
  /** Hears of each row that is done with. */
  readonly onRow?: (result: Result) => void;
  readonly signal?: AbortSignal;
}

/** Sends each row of a list, at most `concurrency` at once. What an earlier run brought in is left alone. @throws ImportProblem for a list that cannot be read. */
export async function importRows(work: Work): Promise<Result> {
  const { rows, fileName, formId, locale, byHand, concurrency, today, api, journal, onRow, signal } = work;
  const [header, ...people] = rows;
  if (header === undefined || people.length === 0) throw new ImportProblem('The list has no rows.');
  const forms = await api.form();
  const columns = columnsOf(header.cells, Object.values(forms), byHand);
  const { unused } = columns;
  const result: Result = {
    header: header.cells,
    rows: people.length,
    accepted: 0,
    before: 0,
    refused: [],
    failed: [],
    unused,
  };
  const taken = new Set<string>();
  await inParallel(people, concurrency, async (row) => {
    if (signal?.aborted) return;
    await bring(row);
    onRow?.(result);
  });

  return result;

  async function bring(row: Row): Promise<void> {
    const submission = submissionOf(row, rows[0]?.cells.length ?? 0, columns, forms, locale, today);
    if ('reasons' in submission) {
      result.refused.push({ row, reasons: submission.reasons });
      return;
    }
    const key = keyOf(fileName, formId, row.cells);
    if (journal.has(key) || taken.has(key)) {
      result.before += 1;
      return;
    }
    taken.add(key);
    const outcome = await api.submit(submission, key);
    if (outcome.kind === 'refused') result.refused.push({ row, reasons: outcome.reasons });
    else if (outcome.kind === 'failed') result.failed.push({ row, reason: outcome.reason });
    else {
      journal.add(key);
      result.accepted += 1;
    }
  }
}
