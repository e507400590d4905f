import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LeadTable } from '../constructs/lead-table.ts';
import { SuppressionList } from '../constructs/suppression-list.ts';
import type { Stage } from '../stages.ts';

/** What must survive: the leads, and whom we may not write to. It changes rarely and is deployed apart from what changes often. */
export class DataStack extends Stack {
  readonly table: LeadTable;
  readonly suppressions: SuppressionList;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: Stage }) {
    super(scope, id, { ...props, terminationProtection: stage.keepData });
    this.table = new LeadTable(this, 'Leads', { keep: stage.keepData, restored: stage.restored });
    this.suppressions = new SuppressionList(this, 'Suppressions', { keep: stage.keepData, key: this.table.key });
  }
}
