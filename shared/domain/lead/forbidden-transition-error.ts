import type { Stage } from './stage.ts';

/** The stage machine has no way from one stage to the other. */
export class ForbiddenTransitionError extends Error {
  override readonly name = 'ForbiddenTransitionError';
  readonly leadId: string;
  readonly from: Stage;
  readonly to: Stage;

  constructor(leadId: string, from: Stage, to: Stage) {
    super(`Lead ${leadId} cannot move from ${from} to ${to}`);
    this.leadId = leadId;
    this.from = from;
    this.to = to;
  }
}
