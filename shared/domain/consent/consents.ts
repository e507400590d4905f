import type { Channel } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';

/** What a consent is for. */
export interface ConsentRef {
  readonly channel: Channel;
  readonly purpose: string;
}

/** The standing of one consent: asked for on a form, confirmed by the owner of the address, or withdrawn. The proof is in the ledger. */
export interface ConsentState extends ConsentRef {
  readonly status: 'requested' | 'confirmed' | 'withdrawn';
  readonly at: Instant;
}

/** A lead's consents by channel and purpose: a yes to one newsletter is none to another, and none to calls. */
export type Consents = Readonly<Record<string, ConsentState>>;

export const consentKeyOf = ({ channel, purpose }: ConsentRef): string => `${channel}/${purpose}`;

export const consentsOf = (list: readonly ConsentState[]): Consents =>
  Object.fromEntries(list.map((consent) => [consentKeyOf(consent), consent]));

/** Whether a channel may be used at all: a consent to it is confirmed, for whatever purpose. */
export const mayUse = (consents: Consents, channel: Channel): boolean =>
  Object.values(consents).some((consent) => consent.channel === channel && consent.status === 'confirmed');

/** Whether this very consent is confirmed. */
export const isConsented = (consents: Consents, ref: ConsentRef): boolean =>
  consents[consentKeyOf(ref)]?.status === 'confirmed';
