import { DAY, MINUTE } from '#domain/instant.ts';
import type { Finding } from './playbook-error.ts';
import type { PrivacySource } from './privacy-source.ts';
import { type Path, type SourceFile, spell } from './source-file.ts';

/** What one value alone does not show: reminders that come too late, budgets that contradict each other, a proof that is gone before a claim is. */
export function checkPrivacy(
  file: SourceFile,
  { optIn, minimumFillTime, retention, pause }: PrivacySource,
  shortestExpiry: number,
): Finding[] {
  const findings: Finding[] = [];
  const report = (path: Path, message: string) => void findings.push(file.finding(path, `${spell(path)} ${message}`));
  if (optIn.remindAfter !== undefined && optIn.remindAfter >= shortestExpiry)
    report(['optIn', 'remindAfter'], 'must be shorter than every form’s optInExpiry');
  for (const scope of ['network', 'domain', 'freeProvider'] as const)
    if (optIn.perHour[scope] > optIn.perHour.everybody)
      report(['optIn', 'perHour', scope], 'must not be more than optIn.perHour.everybody');
  if (minimumFillTime > MINUTE) report(['minimumFillTime'], 'must be at most a minute: people would wait');
  if (retention.proof < 365 * DAY) report(['retention', 'proof'], 'must be at least 365 days: claims come late');
  if (pause.bounces > 0.05) report(['pause', 'bounces'], 'must be at most 0.05: SES reviews the account from there on');
  if (pause.complaints > 0.001)
    report(['pause', 'complaints'], 'must be at most 0.001: SES reviews the account from there on');

  return findings;
}
