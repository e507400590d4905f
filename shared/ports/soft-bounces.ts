import type { SoftBounces } from '#domain/mailing/soft-bounces.ts';

/** Which mails to a lead bounced softly since one last arrived. They go with the lead. */
export interface SoftBounceLog {
  /** By a strongly consistent read; undefined for a lead whose mails never bounced. */
  of(leadId: string): Promise<SoftBounces | undefined>;
  /** Saves what followed from the version before. @throws ConflictError when somebody else wrote first. */
  save(leadId: string, bounces: SoftBounces): Promise<void>;
}
