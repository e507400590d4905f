import { isRecognised } from '#domain/forms/shortened.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { Leads } from '#ports/leads.ts';
import type { Links } from '#ports/links.ts';
import { UnknownLinkError } from '#ports/unknown-link-error.ts';

/** The lead behind a token of ours, if it may be recognised: with a confirmed opt-in and a confirmed consent to tracking. Everybody else is nobody. */
export type Recognise = (token: string | undefined) => Promise<Lead | undefined>;

/** A token that we did not make costs no read: only who holds a genuine one can tell that its lead is looked up. */
export const recognise =
  ({ leads, links }: { leads: Pick<Leads, 'get'>; links: Pick<Links, 'open'> }): Recognise =>
  async (token) => {
    const leadId = token === undefined ? undefined : await leadBehind(links, token);
    const lead = leadId === undefined ? undefined : await leads.get(leadId);

    return lead !== undefined && isRecognised(lead) ? lead : undefined;
  };

async function leadBehind(links: Pick<Links, 'open'>, token: string): Promise<string | undefined> {
  try {
    return (await links.open('track', token)).leadId;
  } catch (error) {
    if (error instanceof UnknownLinkError) return undefined;
    throw error;
  }
}
