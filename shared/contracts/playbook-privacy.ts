import * as z from 'zod/mini';

/** What the playbook says about consent and privacy (`playbook/privacy.yaml`), compiled: durations in ms, shares from 0 to 1. */

const Millis = z.int().check(z.positive());
const Count = z.int().check(z.positive());

/** How much of a viewer's network address the ledger keeps: all of it, its network (/24, /56), or nothing. */
export const ViewerAddress = z.enum(['full', 'truncated', 'none']);
export type ViewerAddress = z.infer<typeof ViewerAddress>;

export const AddressPolicy = z.enum(['accept', 'refuse']);
export type AddressPolicy = z.infer<typeof AddressPolicy>;

export const Privacy = z.strictObject({
  /** Names the privacy notice that stood beside the forms: kept with every consent. */
  noticeVersion: z.string().check(z.regex(/^[\w.-]{1,40}$/)),
  viewerAddress: ViewerAddress,
  optIn: z.strictObject({
    /** Whoever has not confirmed is reminded once, so long after the request. Left out: never. */
    remindAfter: z.optional(Millis),
    /** Opt-in mails an hour, at most, beyond those that each address may get (docs/adr/0041). */
    perHour: z.strictObject({
      /** Requested from one network. */
      network: Count,
      /** To addresses of one domain; of the great free providers, so many for each of them. */
      domain: Count,
      freeProvider: Count,
      /** In all. */
      everybody: Count,
    }),
    /** From this share of `everybody` on, forms demand a proof of work. */
    challengeFrom: z.number().check(z.positive(), z.maximum(1)),
  }),
  addresses: z.strictObject({ disposable: AddressPolicy, role: AddressPolicy }),
  /** Whoever fills a form faster than this proves that it is worth some work. */
  minimumFillTime: Millis,
  /** How long personal data is kept. What nobody confirmed goes with the request (a form's `optInExpiry`). */
  retention: z.strictObject({
    /** A lead that withdrew everything. */
    withdrawn: Millis,
    /** A lead that did nothing. */
    inactive: Millis,
    /** One activity. */
    activities: Millis,
    /** The proof of consents, after the lead is gone. */
    proof: Millis,
  }),
  /** When marketing mail pauses itself: over the window, of at least so many mails, this share bounced or was complained about. */
  pause: z.strictObject({
    window: Millis,
    atLeast: Count,
    bounces: z.number().check(z.positive(), z.maximum(1)),
    complaints: z.number().check(z.positive(), z.maximum(1)),
  }),
  /** So many soft bounces in a row block an address. */
  softBounces: Count,
});
export type Privacy = z.infer<typeof Privacy>;
