import * as z from 'zod';
import { parseDuration } from './duration.ts';

/** A length of time as text, in milliseconds when read. */
export const Duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: 'must be a duration such as P7D, PT4H or PT30M' });

  return z.NEVER;
});

/** Working time is counted in hours at work, so that a day (24 hours) would be a trap. */
export const WorkingDuration = z
  .string()
  .regex(/^(?!.*[DW])/, 'is working time: write hours and minutes, such as PT4H or PT1H30M')
  .pipe(Duration);
