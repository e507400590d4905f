import type { Locale, MailName } from '#contracts/playbook.ts';
import type { Consents } from '../consent/consents.ts';
import type { LedgerHead } from '../consent/ledger.ts';
import type { SuppressionReason } from '../consent/suppression.ts';
import type { Instant } from '../instant.ts';
import type { Score } from '../scoring/score.ts';
import type { Erasure } from './erasure.ts';
import type { HeldMarketing, MarketingMail } from './mails.ts';
import type { Offer, Routing } from './offer.ts';
import type { OptIn } from './opt-in.ts';
import type { Profile } from './profile.ts';
import type { Stage, StageRecord } from './stage.ts';

/** A person we may get to know. Everything that decides about a lead is in this value. */
export interface Lead {
  readonly id: string;
  /** Rises by one with each change. */
  readonly version: number;
  /** Keyed hash of the address: the partition of its ledger. */
  readonly addressHash: string;
  readonly formId: string;
  readonly locale: Locale;
  readonly capturedAt: Instant;
  readonly profile: Profile;
  readonly stage: Stage;
  readonly stages: Readonly<Partial<Record<Stage, StageRecord>>>;
  readonly optIn: OptIn;
  readonly consents: Consents;
  readonly ledger: LedgerHead;
  readonly enrichedAt?: Instant;
  readonly score?: Score;
  /** When to score again though nothing happens. */
  readonly rescoreAt?: Instant;
  /** Since when no path to MQL is open any more to a marketing qualified lead that was kept all the same. */
  readonly fellBelowAt?: Instant;
  readonly routing?: Routing;
  readonly offer?: Offer;
  /** The salesperson who accepted the lead. */
  readonly owner?: string;
  /** A mail that somebody is sending right now: nobody else sends it before `until`. */
  readonly mailing?: { readonly mail: MailName; readonly until: Instant };
  /** When to look again after a mail that should have gone out; `attempts` counts the looks. */
  readonly mailRetry?: { readonly at: Instant; readonly attempts: number };
  /** When each marketing mail was handed to the provider: at most once. */
  readonly marketed?: Readonly<Partial<Record<MarketingMail, Instant>>>;
  /** Why a marketing mail that was due has not gone out. */
  readonly heldMails?: Readonly<Partial<Record<MarketingMail, HeldMarketing>>>;
  /** Why its address is on the suppression list. A refusal ends with a new confirmation, a block when somebody lifts it. */
  readonly suppressed?: SuppressionReason;
  /** When its retention ends. */
  readonly eraseAt?: Instant;
  /** It is being erased. */
  readonly erasure?: Erasure;
}
