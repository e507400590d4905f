import type { SqlRequirement } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import { type Change, changed, fact, inOne, unchanged } from './change.ts';
import { established, mayBeSql } from './established.ts';
import { InvalidFindingsError } from './invalid-findings-error.ts';
import type { Lead } from './lead.ts';
import { NotWithSalesError } from './not-with-sales-error.ts';
import type { Profile } from './profile.ts';
import { salesQualify } from './stage-moves.ts';

/** What a salesperson found out: values by the names of the playbook's list, as many as are known by now. */
export interface Findings {
  readonly salesperson: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The most characters of an answer to a question without options. */
export const LONGEST_FINDING = 200;

/**
 * Keeps what sales has established, in the profile, with who said it and when. What is left out stays as it is, and the same again changes nothing.
 * @throws NotWithSalesError unless the lead is this salesperson's, as MQL or SQL.
 * @throws InvalidFindingsError for fields that the playbook does not name, and for values that are none of its options.
 */
export function establish(
  lead: Lead,
  { salesperson, values }: Findings,
  requirements: readonly SqlRequirement[],
  now: Instant,
): Change {
  const isTheirs = lead.owner === salesperson && (lead.stage === 'mql' || lead.stage === 'sql');
  if (!isTheirs) throw new NotWithSalesError(lead.id, salesperson);
  const invalid = Object.entries(values).filter(([field, value]) => !isAnswer(requirements, field, value));
  if (invalid.length > 0)
    throw new InvalidFindingsError(
      lead.id,
      invalid.map(([field]) => field),
    );
  const known = new Map(established(lead, requirements).map(({ field, value }) => [field, value]));
  const fresh = Object.entries(values).filter(([field, value]) => known.get(field) !== value);
  if (fresh.length === 0) return unchanged(lead);
  const by = `sales:${salesperson}`;
  const found: Profile = Object.fromEntries(fresh.map(([field, value]) => [field, { value, source: by, at: now }]));
  const fields = Object.keys(found).sort();

  return changed(
    lead,
    { ...lead, profile: { ...lead.profile, ...found } },
    [fact('lead.established', { by, fields })],
    now,
  );
}

/** The same, and SQL at once when with it everything is established and nothing speaks against it. Throws like `establish`. */
export function establishAndQualify(
  lead: Lead,
  findings: Findings,
  requirements: readonly SqlRequirement[],
  now: Instant,
): Change {
  const said = establish(lead, findings, requirements, now);
  if (!mayBeSql(said.lead, requirements)) return said;
  const mover = { by: `sales:${findings.salesperson}`, reason: 'established' };

  return inOne(said, salesQualify(said.lead, mover, requirements, now));
}

function isAnswer(requirements: readonly SqlRequirement[], field: string, value: string): boolean {
  const asked = requirements.find((one) => one.field === field);
  if (asked === undefined) return false;
  if (asked.options === undefined) return value.trim() !== '' && value.length <= LONGEST_FINDING;

  return asked.options.some((option) => option.value === value);
}
