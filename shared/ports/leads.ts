import type { ForgottenParts, LedgerHead } from '#domain/consent/ledger.ts';
import type { Change } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { Mailbox } from './budgets.ts';

/** A request that its sender may repeat: the same key with the same body is answered the same and done once. Both are keyed hashes. */
export interface IdempotentRequest {
  readonly key: string;
  readonly body: string;
}

/** Whose turn it was last in a team; `version` guards the turn. */
export interface Rotation {
  readonly team: string;
  readonly last?: string;
  readonly version: number;
}

/** What is committed together with a change, or not at all. */
export interface Alongside {
  readonly request?: IdempotentRequest | undefined;
  /** The turn taken, as it was read, with `last` set anew. */
  readonly rotation?: Rotation | undefined;
  /** What a mailbox got, as it was read, with `mails` set anew. */
  readonly mailbox?: Mailbox | undefined;
}

/** An address whose lead was erased: its ledger goes on where it ended. */
export interface VacantAddress {
  readonly ledger: LedgerHead;
  /** Which parts of it were forgotten in time. */
  readonly forgotten: ForgottenParts;
}

/** What became of the attempt to make a lead for a new address. */
export type Claimed =
  | { readonly outcome: 'created' }
  /** The address has a lead already. */
  | { readonly outcome: 'known'; readonly leadId: string }
  /** The address had a lead that was erased. Try again with what is left of it. */
  | { readonly outcome: 'vacant'; readonly address: VacantAddress }
  /** This very request was carried out before. */
  | { readonly outcome: 'replayed' };

export interface Leads {
  /** The lead as it is now, by a strongly consistent read. */
  get(id: string): Promise<Lead | undefined>;

  /**
   * Makes a new lead, if its address has none yet, or (`vacant`) none any more.
   * @throws RequestMismatchError when the idempotency key came with another body before.
   * @throws ConflictError when another write got in between.
   */
  create(
    change: Change,
    alongside?: Pick<Alongside, 'request'> & { readonly vacant?: VacantAddress | undefined },
  ): Promise<Claimed>;

  /**
   * Saves a change to the version it was decided on.
   * @throws ConflictError when the lead (or what goes alongside) has changed since it was read.
   * @throws RequestMismatchError like `create`; `replayed` when the request was carried out before.
   */
  save(change: Change, alongside?: Alongside): Promise<'saved' | 'replayed'>;
}
