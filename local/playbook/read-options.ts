import { type Locale, locales } from '#contracts/playbook.ts';
import type { Instant } from '#domain/instant.ts';
import { CommandProblem } from './command-problem.ts';

/** @throws CommandProblem, always. */
export function required(command: string, what: string): never {
  throw new CommandProblem(`${command} needs ${what}.`);
}

/** @throws CommandProblem for anything but a whole number up to `most`. */
export function readNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new CommandProblem(`--${name} must be a whole number from 0 to ${most}, not "${text}".`);
}

/** @throws CommandProblem for anything but an instant in UTC. */
export function readInstant(name: string, text: string): Instant {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/.test(text) && !Number.isNaN(Date.parse(text))) {
    return new Date(text).toISOString();
  }
  throw new CommandProblem(`--${name} must be an instant such as 2026-11-01T00:00:00Z, not "${text}".`);
}

/** English where nothing else is asked for. @throws CommandProblem for another language. */
export function readLocale(text = 'en'): Locale {
  const locale = locales.find((one) => one === text);
  if (locale === undefined) throw new CommandProblem(`--locale must be one of ${locales.join(', ')}, not "${text}".`);

  return locale;
}
