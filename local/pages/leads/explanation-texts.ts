import type { Locale } from '#contracts/playbook.ts';

const de = {
  locale: 'de' as Locale,
  title: 'Der Score in Worten',
  language: 'Sprache',
  reason: 'Grund',
  points: 'Punkte',
  total: 'Gesamt',
  grade: 'Note',
  fit: 'Passung',
  engagement: 'Interesse',
  none: 'Keine Regel gibt hier Punkte.',
  rule: 'Regel',
  made: 'Wie er zustande kam',
  asOf: 'Stand',
  playbook: 'Playbook',
  next: 'Ändert sich von selbst',
  stays: 'Die Zeit allein ändert daran nichts mehr.',
  other: (made: string, running: string) =>
    `Dieser Score stammt aus dem Playbook ${made}; inzwischen läuft ${running}. Die Regeln stehen hier in den Worten des laufenden, soweit es sie noch hat, sonst unter ihrem Namen. Wie sie verblassen, kann damals anders gewesen sein und bleibt darum weg.`,
  missing: 'Was zum MQL fehlt',
  unscored: 'Noch nicht bewertet: Das folgt auf die Bestätigung der Adresse.',
};
export type ExplanationTexts = typeof de;

const en: ExplanationTexts = {
  locale: 'en',
  title: 'The score in words',
  language: 'Language',
  reason: 'Reason',
  points: 'Points',
  total: 'Total',
  grade: 'Grade',
  fit: 'Fit',
  engagement: 'Engagement',
  none: 'No rule gives points here.',
  rule: 'Rule',
  made: 'How it was made',
  asOf: 'As of',
  playbook: 'Playbook',
  next: 'Changes by itself',
  stays: 'Time alone changes nothing about it any more.',
  other: (made, running) =>
    `This score was made by playbook ${made}; meanwhile ${running} is running. Rules are told in the words of the running one where it still has them, else by their name. How they fade may have been different then, and is left out.`,
  missing: 'What is missing for MQL',
  unscored: 'Not scored yet: that follows the confirmation of the address.',
};

/** What the explanation says around the reasons. */
export const explanationTexts: Readonly<Record<Locale, ExplanationTexts>> = { de, en };
