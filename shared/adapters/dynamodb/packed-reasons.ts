import * as z from 'zod/mini';
import type { Reason } from '#domain/scoring/score.ts';

const Rule = z.string();
const Fit = z.tuple([Rule, z.number()]);
const Engagement = z.tuple([Rule, z.number(), z.number(), z.int(), z.string(), z.iso.datetime({ precision: 3 })]);
const Packed = z.array(z.union([Fit, Engagement]));

/**
 * The reasons of a score as a short text: `[[rule, points], [rule, points, undecayed, count, latest activity, its time], …]`. They are written with every
 * change of the lead, and each started kilobyte is billed.
 */
export const packReasons = (reasons: readonly Reason[]): string =>
  JSON.stringify(
    reasons.map((reason) =>
      reason.axis === 'fit'
        ? [reason.rule, reason.points]
        : [reason.rule, reason.points, reason.undecayed, reason.count, reason.latest.activity, reason.latest.at],
    ),
  );

/** The reasons again. Throws a parse error for what `packReasons` did not write. */
export const unpackReasons = (packed: string): Reason[] =>
  Packed.parse(JSON.parse(packed)).map(([rule, points, undecayed, count, activity, at]) =>
    undecayed === undefined || count === undefined || activity === undefined || at === undefined
      ? { axis: 'fit', rule, points }
      : { axis: 'engagement', rule, points, undecayed, count, latest: { activity, at } },
  );
