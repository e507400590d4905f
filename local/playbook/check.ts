import type { Playbook } from '#contracts/playbook.ts';

/** What a playbook without mistakes holds, in one line. */
export function summaryOf({ version, forms, scoring, team }: Playbook): string {
  const { fit, engagement, mql, disqualifiers, segments, titles } = scoring;
  const words = [...titles.seniority, ...titles.department].reduce((sum, entry) => sum + entry.words.length, 0);
  const parts = [
    many(Object.keys(forms).length, 'form'),
    `${many(fit.length + engagement.length, 'rule')} (${fit.length} fit, ${engagement.length} engagement)`,
    many(mql.length, 'path to MQL', 'paths to MQL'),
    many(disqualifiers.length, 'disqualifier'),
    many(segments.length, 'segment'),
    many(words, 'word for job titles', 'words for job titles'),
    many(team.people.length, 'salesperson', 'salespeople'),
  ];

  return `${parts.join(', ')}: nothing to complain about. Version ${version}.`;
}

const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`;
