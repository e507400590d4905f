import type { Playbook } from '#contracts/playbook.ts';
import { changed, compareLists, same } from './compare.ts';
import { sayDuration } from './say-duration.ts';
import { scoringDifferences } from './scoring-differences.ts';

/** What is different about a playbook, in words, part by part; empty when the two say the same. */
export function differences(before: Playbook, after: Playbook): string[] {
  if (before.version === after.version) return [];

  return [
    ...scoringDifferences(before.scoring, after.scoring),
    ...slaDifferences(before.sla, after.sla),
    ...compareLists(
      'team',
      before.team.people,
      after.team.people,
      ({ id }) => id,
      (one, other) => [
        ...changed('working hours', same(one.week, other.week) && one.timeZone === other.timeZone),
        ...changed(
          'name, address or language',
          one.name === other.name && one.email === other.email && one.locale === other.locale,
        ),
      ],
    ),
    ...compareLists(
      'form',
      Object.values(before.forms),
      Object.values(after.forms),
      ({ id }) => id,
      (one, other) => [
        ...compareLists(
          'field',
          one.fields,
          other.fields,
          ({ name }) => name,
          (a, b) => changed('wording or rules', same(a, b)),
        ),
        ...compareLists(
          'consent',
          one.consents,
          other.consents,
          ({ channel, purpose }) => `${channel} ${purpose}`,
          (a, b) => changed('wording', same(a, b)),
        ),
        ...changed('title, expiry or reward', same(rest(one), rest(other))),
        ...changed(
          'number of questions for a recognised lead',
          one.progressive?.maxFields === other.progressive?.maxFields,
        ),
        // Follows from the rules: what would change the score most comes first.
        ...changed('order of questions for a recognised lead', same(one.progressive?.order, other.progressive?.order)),
      ],
    ),
    ...Object.entries(after.mails).flatMap(([name, mail]) =>
      (['de', 'en'] as const).flatMap((locale) =>
        same(mail[locale], before.mails[name as keyof Playbook['mails']][locale])
          ? []
          : [`mail ${name}.${locale}: other text`],
      ),
    ),
    ...(same(before.company, after.company) ? [] : ['company: other name, imprint or privacy notice']),
  ];
}

type Form = Playbook['forms'][string];
const rest = ({ fields: _fields, consents: _consents, progressive: _progressive, ...other }: Form) => other;

function slaDifferences(before: Playbook['sla'], after: Playbook['sla']): string[] {
  const lines = ({ marketing, sales }: Playbook['sla']): [string, string][] => [
    ['MQLs a month', String(marketing.mqlsPerMonth)],
    ['share accepted', String(marketing.acceptedShare)],
    ['share that becomes SQL', String(marketing.sqlShare)],
    ['accept within', sayDuration(sales.accept)],
    ['remind after', sayDuration(sales.remind)],
    ['first contact within', sayDuration(sales.firstContact)],
    ['leads a week', String(sales.leadsPerWeek)],
  ];
  const old = new Map(lines(before));

  return lines(after).flatMap(([name, value]) =>
    old.get(name) === value ? [] : [`SLA, ${name}: ${old.get(name)} → ${value}`],
  );
}
