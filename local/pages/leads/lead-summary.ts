import type { Head, Profile } from './items.ts';

/** A lead in one line, as `/local/leads` lists it. */
export type LeadSummary = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly company: string;
  readonly stage: string;
  readonly optIn: string;
  /** Both axes together; null before the first scoring. */
  readonly score: number | null;
  readonly fit: number | null;
  readonly engagement: number | null;
  readonly owner: string | null;
  /** The last offer: to whom, `open`, `accepted`, `declined` or `lapsed`, and until when. */
  readonly offer: { readonly salesperson: string; readonly status: string; readonly acceptBy: string } | null;
  readonly capturedAt: string;
  readonly updatedAt: string;
};

export const leadIdOf = (pk: string): string => pk.slice('LEAD#'.length);

/** One line from a lead's items. */
export function summaryOf(head: Head, profile: Profile): LeadSummary {
  const text = (field: string) => String(profile[field]?.value ?? '');
  const { score, offer, owner } = head;

  return {
    id: leadIdOf(head.pk),
    email: text('email'),
    name: [text('firstName'), text('lastName')].filter(Boolean).join(' '),
    company: text('company'),
    stage: head.stage,
    optIn: head.optIn.status,
    score: score?.total ?? null,
    fit: score?.fit ?? null,
    engagement: score?.engagement ?? null,
    owner: owner ?? null,
    offer:
      offer === undefined ? null : { salesperson: offer.salesperson, status: offer.status, acceptBy: offer.acceptBy },
    capturedAt: head.capturedAt,
    updatedAt: lastChange(head, profile),
  };
}

/** The latest instant at which something about the lead happened: the head keeps no time of its last write. */
function lastChange({ capturedAt, stages, optIn, enrichedAt, score, offer }: Head, profile: Profile): string {
  const instants = [
    capturedAt,
    optIn.requestedAt,
    optIn.decidedAt,
    ...optIn.mails,
    enrichedAt,
    score?.at,
    offer?.offeredAt,
    offer?.remindedAt,
    offer?.endedAt,
    ...Object.values(stages).map(({ since }) => since),
    ...Object.values(profile).map(({ at }) => at),
  ];

  return instants.reduce<string>((last, at) => (at !== undefined && at > last ? at : last), capturedAt);
}
