import type { Receipt } from '#domain/erasure/receipt.ts';

/** Another system that knows leads: the CRM, an audience at an advertiser. */
export interface Eraser {
  /** Its name in the report. */
  readonly system: string;

  /** Erases a lead there, and tells what became of it. Called before the lead's head is gone, again after a crash, and once more than needed: it must be harmless. */
  erase(leadId: string): Promise<Receipt>;
}
