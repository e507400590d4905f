import { canonicalAddress } from '#domain/consent/canonical-address.ts';
import type { Standing } from '#domain/consent/forbids.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import type { Suppressions } from '#ports/suppressions.ts';

export const emailOf = ({ profile }: Lead): string => String(profile.email?.value ?? '');

/** The keyed hash of the mailbox behind a lead's address, whichever way that is written. */
export const mailboxHash = (hashes: Pick<KeyedHashes, 'address'>, lead: Lead): Promise<string> =>
  hashes.address(canonicalAddress(emailOf(lead)));

/** How the suppression list stands on a lead, by a strongly consistent read. */
export async function standingOf(suppressions: Suppressions, lead: Lead, mailbox: string): Promise<Standing> {
  const found = await suppressions.of([lead.addressHash, mailbox]);

  return { exact: found.get(lead.addressHash), mailbox: found.get(mailbox) };
}
