import type { Locale } from '#contracts/playbook.ts';
import type { Instant } from '#domain/instant.ts';

const moment = (at: Instant, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(at));

const de = {
  lead: 'Lead',
  asOf: (at: Instant) => `Stand ${moment(at, 'de-DE')} UTC`,
  playbook: 'Playbook',
  rule: 'Regel',
  fit: 'Passung',
  engagement: 'Interesse',
  latest: 'zuletzt',
  unknown: 'unbekannt',
  noPath: 'Kein Weg zum MQL ist offen.',
  unconfirmed: 'Die Adresse ist nicht bestätigt: vorher wird niemand qualifiziert.',
  notCounted: (count: number) => `Ohne Einwilligung zählen ${count} beobachtete Aktivitäten nicht.`,
  nothing: 'Keine Regel gibt Punkte.',
  stays: 'Die Zeit allein ändert daran nichts mehr.',
  next: (at: Instant) => `Ohne neue Aktivität ändert sich am ${moment(at, 'de-DE')} UTC`,
  grade: (from: string, to: string) => `aus ${from} wird ${to}`,
  closes: 'kein Weg zum MQL ist mehr offen',
  quoted: (text: string) => `„${text}“`,
  opens: (path: string) => `der Weg ${path} ist der erste offene`,
  freed: 'kein Ausschluss mehr',
  disqualified: (rule: string) => `ausgeschlossen durch ${rule}`,
  otherPaths: 'welche weiteren Wege offen sind',
};

const en: typeof de = {
  lead: 'Lead',
  asOf: (at) => `as of ${moment(at, 'en-GB')} UTC`,
  playbook: 'playbook',
  rule: 'rule',
  fit: 'fit',
  engagement: 'engagement',
  latest: 'latest',
  unknown: 'unknown',
  noPath: 'No path to MQL is open.',
  unconfirmed: 'The address is not confirmed: before that nobody is qualified.',
  notCounted: (count) => `${count} observed activities do not count without consent.`,
  nothing: 'No rule gives points.',
  stays: 'Time alone changes nothing any more.',
  next: (at) => `Without a new activity, on ${moment(at, 'en-GB')} UTC`,
  grade: (from, to) => `${from} becomes ${to}`,
  closes: 'no path to MQL is open any more',
  quoted: (text) => `“${text}”`,
  opens: (path) => `the path ${path} is the first that is open`,
  freed: 'no longer disqualified',
  disqualified: (rule) => `disqualified by ${rule}`,
  otherPaths: 'other paths are open besides the first',
};

/** What `explain` says around the reasons. */
export const words: Readonly<Record<Locale, typeof de>> = { de, en };
