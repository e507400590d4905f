import { inOrder } from '#app/channel-names.ts';
import type { Channel, Locale, Playbook } from '#contracts/playbook.ts';
import { type ConsentState, consentKeyOf } from '#domain/consent/consents.ts';
import type { ConsentEntry, Sha256 } from '#domain/consent/ledger.ts';
import { wasConfirmed, wordingsOf } from '#domain/consent/wordings.ts';
import type { Instant } from '#domain/instant.ts';
import { mayBeGivenAgain } from '#domain/lead/give-again.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { offeredWording } from './offered-wording.ts';

/** One consent as its giver sees it. */
export interface ConsentView {
  readonly key: string;
  readonly channel: Channel;
  readonly status: ConsentState['status'];
  readonly at: Instant;
  /** The words that it stands on, as they were shown; of one that can be given again, the words of now. */
  readonly wording?: { readonly text: string; readonly locale: Locale };
  /** SHA-256 of the words under which it can be given again. */
  readonly again?: string;
}

/** All consents of a lead, e-mail first. */
export function consentViews(
  lead: Lead,
  entries: readonly ConsentEntry[],
  playbook: Pick<Playbook, 'forms' | 'privacy'>,
  locale: Locale,
  sha256: Sha256,
): ConsentView[] {
  const wordings = wordingsOf(entries);

  return inOrder(Object.values(lead.consents)).map((consent) => {
    const { channel, status, at } = consent;
    const key = consentKeyOf(consent);
    const mayReturn = mayBeGivenAgain(lead, consent) && wasConfirmed(entries, consent);
    const offered = mayReturn ? offeredWording(playbook, lead, consent, locale, sha256) : undefined;
    const wording = offered ?? wordings.get(key);

    return { key, channel, status, at, ...(wording && { wording }), ...(offered && { again: offered.sha256 }) };
  });
}
