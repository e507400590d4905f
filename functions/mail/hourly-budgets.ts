import type { Privacy } from '#contracts/playbook-privacy.ts';
import { canonicalAddress } from '#domain/consent/canonical-address.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { AddressFacts } from '#ports/address-facts.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import type { HourlyBudget } from '#ports/budgets.ts';
import { emailOf } from './standing.ts';

export interface HourlyWorld {
  readonly hashes: Pick<KeyedHashes, 'of'>;
  readonly perHour: Privacy['optIn']['perHour'];
  readonly factsOf: AddressFacts;
}

/** The budgets that a lead's opt-in mail is taken from: of the network that asked, of the address' domain, of everybody. */
export async function hourlyBudgets({ hashes, perHour, factsOf }: HourlyWorld, lead: Lead): Promise<HourlyBudget[]> {
  const { network } = lead.optIn;
  const { domain, kind } = factsOf(canonicalAddress(emailOf(lead)));
  const ofDomain = { scope: `domain#${await hashes.of(`domain\n${domain}`)}` };

  return [
    ...(network === undefined ? [] : [{ by: 'network' as const, scope: `network#${network}`, limit: perHour.network }]),
    { by: 'domain', ...ofDomain, limit: kind === 'free' ? perHour.freeProvider : perHour.domain },
    { by: 'everybody', scope: 'everybody', limit: perHour.everybody },
  ];
}
