import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressFacts } from '#adapters/enrichment/address-facts.ts';
import { sha256 } from '#adapters/system/world.ts';
import { withdrawalMethods } from '#contracts/event-values.ts';
import type { ConsentEntry } from '#domain/consent/ledger.ts';
import { isBlock, type Suppression, type SuppressionState } from '#domain/consent/suppression.ts';
import { after, DAY, HOUR, type Instant, MINUTE } from '#domain/instant.ts';
import { BeingErasedError } from '#domain/lead/being-erased-error.ts';
import { capture, resubmit } from '#domain/lead/capture.ts';
import { type Change, isUnchanged } from '#domain/lead/change.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import { blockByFeedback } from '#domain/lead/feedback.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { isMarketing } from '#domain/lead/mails.ts';
import { OptInOverError } from '#domain/lead/opt-in-over-error.ts';
import { settle } from '#domain/lead/settle.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { gate } from '#functions/mail/gate.ts';
import { sendMails } from '#functions/mail/send-mails.ts';
import type { Mailbox } from '#ports/budgets.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import type { Alongside } from '#ports/leads.ts';
import { MailRefusedError } from '#ports/mail-refused-error.ts';
import { aSubmission, aViewer, KEEP, LEAD_ID, NOW, someConsents } from '#test/support/a-lead.ts';

const EMAIL = 'ada+news@wasserwerk.example';
const deeds = [
  'submit',
  'submit another purpose',
  'confirm',
  'confirm the first request',
  'withdraw e-mail alone',
  'withdraw the first purpose',
  ...withdrawalMethods,
  'feedback: complaint',
  'feedback: hard-bounce',
  'feedback: soft-bounces',
  'erase',
  'settle',
  'pause',
  'resume',
] as const;
type Deed = (typeof deeds)[number];

type Step =
  | { do: 'wait'; ms: number }
  | { do: Deed }
  /** The mail function runs; right after it saved a claim, something else happens. */
  | { do: 'send'; next: Deed | undefined; ends: 'well' | 'refused' | 'unknown' };

/** One lead in memory under the table's condition, with the list, the pause and the ledger beside it, and the real gate before it. */
class Town {
  now: Instant = NOW;
  lead: Lead;
  readonly entries: ConsentEntry[] = [];
  readonly list = new Map<string, SuppressionState>();
  paused = false;
  mailbox: Mailbox = { hash: 'ada@wasserwerk.example', mails: [], version: 0 };
  onClaim: Deed | undefined;
  ends: 'well' | 'refused' | 'unknown' = 'well';
  /** What the ledger and the list said of marketing when each marketing mail left. */
  readonly marketed: boolean[] = [];
  private requests = 0;

  constructor() {
    const { lead, entries } = capture(this.submission(), { id: LEAD_ID, addressHash: EMAIL }, this.context());
    this.lead = lead;
    this.entries.push(...entries);
  }

  async play(step: Step): Promise<void> {
    if (step.do === 'wait') this.now = after(this.now, step.ms);
    else if (step.do === 'send') await this.send(step);
    else this.happen(step.do);
  }

  private async send({ next, ends }: Step & { do: 'send' }): Promise<void> {
    this.onClaim = next;
    this.ends = ends;
    await this.mails(LEAD_ID).catch((error: unknown) => {
      if (!(error instanceof MailRefusedError) && (error as Error).message !== 'timeout') throw error;
    });
    this.onClaim = undefined;
  }

  private happen(deed: Deed): void {
    if (deed === 'pause' || deed === 'resume') this.paused = deed === 'pause';
    else
      try {
        this.keep(this.decide(deed));
      } catch (error) {
        if (!(error instanceof OptInOverError || error instanceof BeingErasedError)) throw error;
      }
  }

  private decide(deed: Exclude<Deed, 'pause' | 'resume'>): Change {
    const { lead, now } = this;
    const viewer = aViewer;
    switch (deed) {
      case 'submit':
        return resubmit(lead, this.submission(), this.context());
      case 'submit another purpose':
        return resubmit(lead, this.submission('events'), this.context());
      case 'confirm':
        return confirm(lead, { requestId: lead.optIn.requestId, viewer }, now, sha256);
      case 'confirm the first request':
        return confirm(lead, { requestId: 'request-0', viewer }, now, sha256);
      case 'withdraw e-mail alone':
        return withdraw(
          lead,
          { method: 'preferences', keepFor: KEEP, only: ({ channel }) => channel === 'email' },
          now,
          sha256,
        );
      case 'withdraw the first purpose':
        return withdraw(
          lead,
          { method: 'preferences', keepFor: KEEP, only: ({ purpose }) => purpose !== 'events' },
          now,
          sha256,
        );
      case 'feedback: complaint':
        return this.feedback('complaint');
      case 'feedback: hard-bounce':
        return this.feedback('hard-bounce');
      case 'feedback: soft-bounces':
        return this.feedback('soft-bounces');
      case 'erase':
        return requestErasure(lead, { because: 'asked' }, now, sha256);
      case 'settle':
        return settle(lead, now, sha256);
      default:
        return withdraw(lead, { method: deed, keepFor: KEEP, viewer }, now, sha256);
    }
  }

  private feedback(reason: 'complaint' | 'hard-bounce' | 'soft-bounces'): Change {
    const suppressions = [{ hash: EMAIL, reason, at: this.now, leadId: LEAD_ID }];

    return blockByFeedback(this.lead, { reason, suppressions, keepFor: KEEP }, this.now, sha256);
  }

  private keep(change: Change, { mailbox }: Alongside = {}): void {
    if (isUnchanged(change)) return;
    if (change.before?.version !== this.lead.version) throw new ConflictError(LEAD_ID);
    if (mailbox !== undefined && mailbox.version !== this.mailbox.version) throw new ConflictError(LEAD_ID);
    this.lead = change.lead;
    this.entries.push(...change.entries);
    if (mailbox !== undefined) this.mailbox = { ...mailbox, version: mailbox.version + 1 };
    if (change.liftsRefusal) this.list.set(EMAIL, { ...(this.list.get(EMAIL)?.block && this.list.get(EMAIL)) });
    for (const suppression of change.suppressions ?? []) this.suppress(suppression);
  }

  private suppress({ hash, reason, at }: Suppression): void {
    const state = isBlock(reason) ? { block: { reason, at } } : { refusal: { reason, at } };
    this.list.set(hash, { ...this.list.get(hash), ...state });
  }

  /** By the ledger, which knows nothing of the lead's own idea of itself, and by the list. */
  private mayBeMarketed(): boolean {
    const last = new Map<string, string>();
    for (const entry of this.entries)
      if ('channel' in entry && entry.channel === 'email' && entry.kind !== 'requested')
        last.set(entry.purpose, entry.kind);
    const isConsented = [...last.values()].includes('confirmed');

    return isConsented && this.list.get(EMAIL)?.block === undefined && this.lead.erasure === undefined;
  }

  private readonly mails = sendMails({
    leads: {
      get: async () => this.lead,
      create: () => Promise.reject(new Error('not here')),
      save: async (change, alongside) => {
        this.keep(change, alongside);
        const deed = this.onClaim;
        if (change.lead.mailing === undefined || deed === undefined) return 'saved';
        this.onClaim = undefined;
        this.happen(deed);
        return 'saved';
      },
    },
    passFor: gate({
      leads: { get: async () => this.lead },
      budgets: { mailbox: async () => this.mailbox, take: async () => ({ giveBack: async () => undefined }) },
      suppressions: {
        of: async (hashes) =>
          new Map(hashes.flatMap((hash) => (this.list.has(hash) ? [[hash, this.list.get(hash) ?? {}]] : []))),
      },
      mailings: {
        get: async () => ({ version: 1, ...(this.paused && { paused: { because: 'bounces', since: NOW } as const }) }),
      },
      hashes: { address: async (address) => address, of: async (text) => text },
      perHour: { network: 9, domain: 9, freeProvider: 9, everybody: 9 },
      policy: { disposable: 'refuse', role: 'accept' },
      factsOf: addressFacts,
      clock: () => this.now,
    }),
    composeMail: async (_lead, mail) => {
      if (isMarketing(mail)) this.marketed.push(this.mayBeMarketed() && !this.paused);
      return { to: EMAIL, subject: '', text: '', html: '' };
    },
    mailer: {
      send: async () => {
        if (this.ends === 'refused') throw new MailRefusedError('Throttling');
        if (this.ends === 'unknown') throw new Error('timeout');
        return 'ses';
      },
    },
    clock: () => this.now,
    sha256,
  });

  private submission(purpose?: string) {
    const consents = someConsents('email', 'tracking').map((consent) => ({ ...consent, ...(purpose && { purpose }) }));

    return aSubmission({ consents, remindAfter: 3 * DAY });
  }

  private context() {
    return { now: this.now, requestId: `request-${this.requests++}`, sha256 };
  }
}

const deed = fc.constantFrom<Deed>(...deeds);
const sending: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('send' as const),
  next: fc.option(deed, { nil: undefined, freq: 2 }),
  ends: fc.constantFrom('well' as const, 'well' as const, 'refused' as const, 'unknown' as const),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: deed.map((one): Step => ({ do: one })), weight: 4 },
  { arbitrary: sending, weight: 4 },
  { arbitrary: fc.constant<Step>({ do: 'confirm' }), weight: 2 },
  { arbitrary: fc.constantFrom(MINUTE, HOUR, DAY, 8 * DAY).map((ms): Step => ({ do: 'wait', ms })), weight: 1 },
);

/** The last confirmed purpose ends right after the claim while another is only asked for: then nothing goes on the list. */
const onlyAskedFor: Step[] = [
  { do: 'send', next: undefined, ends: 'well' },
  { do: 'confirm' },
  { do: 'submit another purpose' },
  { do: 'send', next: 'withdraw the first purpose', ends: 'well' },
];
const unsubscribed: Step[] = [{ do: 'confirm' }, { do: 'send', next: 'one-click', ends: 'well' }];

it('no sequence of events leads to a marketing mail without a confirmed, unwithdrawn consent (P4, P5, I6, I7)', async () => {
  let [mails, inTheNick] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
      const town = new Town();
      for (const one of steps) {
        await town.play(one);
        expect(town.marketed.every(Boolean)).toBe(true);
      }
      mails += town.marketed.length;
      if (town.lead.heldMails?.welcome?.by === 'suppressed') inTheNick++;
    }),
    { numRuns: 1_500, examples: [[onlyAskedFor], [unsubscribed]] },
  );
  // The lives were worth looking at: mails went out, and some were stopped between claim and send.
  expect(mails).toBeGreaterThan(100);
  expect(inTheNick).toBeGreaterThan(20);
});

it('sends at most one of each, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
      const town = new Town();
      const refusals = steps.filter((one) => one.do === 'send' && one.ends === 'refused').length;
      for (const one of steps) await town.play(one);
      // A refusal for sure is none.
      expect(town.marketed.length).toBeLessThanOrEqual(1 + refusals);
    }),
    { numRuns: 500 },
  );
});
