import * as z from 'zod';
import type { Playbook, Predicate } from '#contracts/playbook.ts';
import { enrichmentFacts } from '#contracts/playbook-facts.ts';
import { LeadFacts } from './lead-facts.ts';

/** A lead as `/local/leads/<id>` answers programs, as far as it is read here. */
export const StoredLead = z.object({
  id: z.string(),
  capturedAt: z.string(),
  stage: z.string(),
  stages: z.record(z.string(), z.object({ since: z.string() })),
  profile: LeadFacts.shape.profile,
  ledger: z.array(
    z.object({
      kind: z.string(),
      channel: z.string().optional(),
      purpose: z.string().optional(),
      at: z.string(),
    }),
  ),
  timeline: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      type: z.string(),
      facts: z.object({
        topic: z.string().optional(),
        page: z.string().optional(),
        verdict: z.string().optional(),
      }),
    }),
  ),
});
export type StoredLead = z.infer<typeof StoredLead>;

const ACTIVITY = 'activity.';

/**
 * The facts of a stored lead. `isTold` says of which fields of the profile the value may be told; of the others only that there is one.
 * @throws z.ZodError for a lead that is stored in another shape.
 */
export function factsOf(lead: StoredLead, isTold: (field: string) => boolean): LeadFacts {
  const { id, capturedAt, stage, stages, profile, ledger, timeline } = lead;
  const result = stage === 'customer' ? 'won' : stage === 'lost' ? 'lost' : undefined;
  const ended = stages[stage]?.since;

  return LeadFacts.parse({
    id,
    capturedAt,
    profile: Object.fromEntries(
      Object.entries(profile).map(([name, field]) => [name, isTold(name) ? field : { ...field, value: 'given' }]),
    ),
    consents: ledger
      // The mails that asked are about no channel.
      .filter(({ channel }) => channel !== undefined)
      .map(({ kind, channel, purpose, at }) => ({ kind, channel, ...(purpose === undefined ? {} : { purpose }), at })),
    activities: timeline
      .filter(({ type }) => type.startsWith(ACTIVITY) && type !== 'activity.recorded')
      // What a machine did counts nowhere.
      .filter(({ facts: { verdict } }) => verdict !== 'machine')
      .map(({ id: own, at, type, facts: { topic, page } }) => ({
        id: own,
        kind: type.slice(ACTIVITY.length),
        at,
        ...(topic === undefined ? {} : { topic }),
        ...(page === undefined ? {} : { page }),
      })),
    ...(stages.sql === undefined ? {} : { sqlAt: stages.sql.since }),
    ...(result === undefined || ended === undefined ? {} : { outcome: { result, at: ended } }),
  });
}

/**
 * The fields whose values an export tells: choices from a list, what enrichment and sales found out, job titles, and the texts that a rule of the playbook looks
 * into. Not: addresses, numbers, names, free text.
 */
export function toldFields({ forms, scoring }: Pick<Playbook, 'forms' | 'scoring'>): (field: string) => boolean {
  const fields = Object.values(forms).flatMap((form) => form.fields);
  const named = new Set(
    [...scoring.fit, ...scoring.disqualifiers, ...scoring.mql, ...scoring.segments].flatMap(({ when }) =>
      when === undefined ? [] : fieldsOf(when),
    ),
  );
  const told = new Set([
    'jobTitle',
    ...Object.keys(enrichmentFacts),
    ...scoring.sql.map(({ field }) => field),
    ...fields
      .filter(({ type, name }) => type === 'select' || (type === 'text' && named.has(name)))
      .map(({ name }) => name),
  ]);

  return (field) => told.has(field);
}

/** The fields that a condition looks at. */
export function fieldsOf(predicate: Predicate): string[] {
  if ('all' in predicate) return predicate.all.flatMap(fieldsOf);
  if ('any' in predicate) return predicate.any.flatMap(fieldsOf);
  if ('not' in predicate) return fieldsOf(predicate.not);

  return 'field' in predicate ? [predicate.field] : [];
}
