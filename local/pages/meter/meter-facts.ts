import type { Meter, MeterSnapshot } from '#local/aws/meter.ts';

const MILLION = 1_000_000;

/** The meter beside the leads that came in since it was started. */
export type MeterFacts = MeterSnapshot & {
  readonly since: string;
  /** Leads captured since then. */
  readonly leads: number;
  /** Null while there is no lead to divide by. The second leaves mails out: they cost the same wherever they are sent from. */
  readonly dollarsPerLead: number | null;
  readonly dollarsPerMillionLeads: number | null;
  readonly dollarsPerMillionLeadsWithoutMail: number | null;
};

/** Sums the meter up. `capturedAt` are the instants at which leads came in. */
export function meterFacts(meter: Meter, since: Date, capturedAt: readonly string[]): MeterFacts {
  const snapshot = meter.snapshot();
  const began = since.toISOString();
  const leads = capturedAt.filter((at) => at >= began).length;
  const each = (dollars: number) => (leads === 0 ? null : dollars / leads);
  const perLead = each(snapshot.dollars.total);
  const withoutMail = each(snapshot.dollars.total - snapshot.dollars.mails);

  return {
    since: began,
    leads,
    ...snapshot,
    dollarsPerLead: perLead,
    dollarsPerMillionLeads: perLead === null ? null : perLead * MILLION,
    dollarsPerMillionLeadsWithoutMail: withoutMail === null ? null : withoutMail * MILLION,
  };
}
