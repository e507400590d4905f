import type { Sla } from '#contracts/playbook.ts';
import type { Finding } from './playbook-error.ts';
import type { SlaSource } from './qualification-source.ts';
import type { SourceFile } from './source-file.ts';

/** What both sides owe each other, and promises that contradict each other. */
export function compileSla(file: SourceFile, { marketing, sales }: SlaSource): { sla: Sla; findings: Finding[] } {
  const { acceptWithin, remindAfter, firstContactWithin, leadsPerWeek } = sales;
  const findings: Finding[] = [];
  const report = (key: string, message: string) =>
    void findings.push(file.finding(['sales', key], `sales.${key} ${message}`));
  if (remindAfter >= acceptWithin) report('remindAfter', 'must be shorter than acceptWithin');
  if (firstContactWithin < acceptWithin) report('firstContactWithin', 'must not be shorter than acceptWithin');

  return {
    sla: {
      marketing,
      sales: { accept: acceptWithin, remind: remindAfter, firstContact: firstContactWithin, leadsPerWeek },
    },
    findings,
  };
}
