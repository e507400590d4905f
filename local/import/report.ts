import { rmSync, writeFileSync } from 'node:fs';
import type { Palette } from '#local/terminal/paint.ts';
import type { Result } from './import-rows.ts';
import { BYTE_ORDER_MARK, csvLine } from './write-csv.ts';

/** Writes the rows that were not brought in with their lines and reasons, to be mended and imported again; without any, an old report goes. */
export function writeReport(file: string, { header, refused, failed }: Result): void {
  const lines = [
    ...refused.map(({ row, reasons }) => ({ row, reason: reasons.join(' · ') })),
    ...failed.map(({ row, reason }) => ({ row, reason: `not sent: ${reason}` })),
  ].sort((one, other) => one.row.line - other.row.line);
  if (lines.length === 0) rmSync(file, { force: true });
  else {
    const rows = lines.map(({ row, reason }) => csvLine([String(row.line), reason, ...row.cells]));
    writeFileSync(file, `${BYTE_ORDER_MARK}${csvLine(['line', 'reason', ...header])}${rows.join('')}`);
  }
}

/** What came of the import, for the terminal. The reasons that occur most come first; no row's content is shown. */
export function summary(
  { rows, accepted, before, refused, failed, unused }: Result,
  report: string,
  paint: Palette,
): string {
  const reasons = Map.groupBy(
    refused.flatMap((one) => one.reasons),
    (reason) => reason,
  );
  const most = [...reasons].sort(([, one], [, other]) => other.length - one.length).slice(0, 10);
  const left = rows - accepted - before - refused.length - failed.length;

  return [
    `  ${paint.good(`${accepted} accepted`)}: each gets the mail that asks for confirmation`,
    ...(before > 0 ? [`  ${before} brought in before: nothing done`] : []),
    ...(refused.length > 0 ? [`  ${paint.bad(`${refused.length} refused`)}, see ${report}`] : []),
    ...most.map(([reason, all]) => paint.soft(`    ${String(all.length).padStart(5)} × ${reason}`)),
    ...(failed.length > 0
      ? [`  ${paint.bad(`${failed.length} not sent`)}: ${failed[0]?.reason}. Run the same command again.`]
      : []),
    ...(left > 0 ? [`  ${left} not tried. Run the same command again to go on.`] : []),
    ...(unused.length > 0 ? [paint.soft(`  Columns not used: ${unused.join(', ')}`)] : []),
  ].join('\n');
}
