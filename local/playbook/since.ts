import { parseDuration } from '#adapters/playbook/duration.ts';
import { CommandProblem } from './command-problem.ts';

/** `P180D` in milliseconds. @throws CommandProblem for anything but an ISO 8601 duration of weeks, days, hours, minutes and seconds. */
export function readSince(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) {
    throw new CommandProblem(
      `--since must be a duration such as P180D or P26W, not "${text}". Months and years have no fixed length.`,
    );
  }

  return ms;
}
