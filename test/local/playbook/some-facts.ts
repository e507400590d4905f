import { after, DAY, type Instant } from '#domain/instant.ts';
import type { LeadFacts } from '#local/playbook/facts/lead-facts.ts';

export const start: Instant = '2026-03-02T09:00:00.000Z';
export const dayOf = (days: number): Instant => after(start, days * DAY);

/** A lead captured and confirmed at `start`, of whom nothing else is known. */
export function someFacts(
  values: Readonly<Record<string, string>> = {},
  more: Partial<Omit<LeadFacts, 'profile'>> = {},
): LeadFacts {
  return {
    id: 'lead-1',
    capturedAt: start,
    profile: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { value, source: 'form:test', at: start }]),
    ),
    consents: [
      { channel: 'email', kind: 'confirmed', at: start },
      { channel: 'tracking', kind: 'confirmed', at: start },
    ],
    activities: [],
    ...more,
  };
}

export const act = (
  kind: LeadFacts['activities'][number]['kind'],
  days: number,
  more: Partial<LeadFacts['activities'][number]> = {},
): LeadFacts['activities'][number] => ({ id: `${kind}-${days}`, kind, at: dayOf(days), ...more });
