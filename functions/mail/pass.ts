import type { Decision } from '#app/change-lead.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { HeldMarketing } from '#domain/lead/mails.ts';
import type { HeldBy } from '#domain/lead/opt-in.ts';

export type Reason = HeldBy | HeldMarketing['by'];

/** What came of trying to claim a mail; `heldBy` where something holds it back. */
export interface Claim<R extends Reason = Reason> extends Decision {
  readonly outcome: 'claimed' | 'held' | 'not wanted';
  readonly heldBy?: R;
}

/** The way of one mail through the gate. */
export interface Pass<R extends Reason = Reason> {
  /** Claims the mail together with what it spends, or notes on the lead what holds it back. Asked again when somebody else wrote first. */
  claim(lead: Lead): Promise<Claim<R>>;

  /** After the claim, by strongly consistent reads: why the mail must not go after all. */
  obstacle(claimed: Lead): Promise<R | undefined>;

  /** Takes the claim back, with what it spent: nothing left for sure. Notes what held the mail back, if anything did. */
  takeBack(lead: Lead, heldBy?: R): Promise<Decision>;
}
