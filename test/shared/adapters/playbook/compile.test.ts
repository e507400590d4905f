import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { PlaybookError } from '#adapters/playbook/playbook-error.ts';
import { playbookCopy, playbookFolder } from '#test/support/playbook-copy.ts';

type Copy = ReturnType<typeof playbookCopy>;

function messagesAfter(spoil: (copy: Copy) => void): string[] {
  using copy = playbookCopy();
  spoil(copy);
  try {
    compilePlaybook(copy.dir);
  } catch (error) {
    if (error instanceof PlaybookError) return error.message.split('\n');
    throw error;
  }

  return [];
}

test('our playbook compiles, with durations in ms and shifts in minutes', () => {
  const playbook = compilePlaybook(playbookFolder);

  expect(playbook.version).toMatch(/^[0-9a-f]{12}$/);
  expect(playbook.forms.whitepaper?.optInExpiry).toBe(7 * 24 * 3_600_000);
  expect(playbook.sla.sales).toMatchObject({ accept: 4 * 3_600_000, remind: 2 * 3_600_000 });
  expect(playbook.team.people[0]?.week).toHaveLength(7);
  expect(playbook.team.people[0]?.week[0]?.[0]).toEqual([510, 750]);
});

test('a comment does not change the version, a word does', () => {
  const before = compilePlaybook(playbookFolder).version;
  using commented = playbookCopy();
  commented.edit('team.yaml', '# Part-time', '# Part-time, by choice');
  using reworded = playbookCopy();
  reworded.edit('forms/whitepaper.yaml', 'höchstens zweimal im Monat', 'höchstens dreimal im Monat');

  expect(compilePlaybook(commented.dir).version).toBe(before);
  expect(compilePlaybook(reworded.dir).version).not.toBe(before);
});

test('all findings are told at once, each with its file and line, and without a stack trace', () => {
  using copy = playbookCopy();
  copy.edit('company.yaml', 'privacyUrl: https', 'privacyUrl: http');
  copy.edit('qualification/sla.yaml', 'acceptWithin: PT4H', 'acceptWithin: four hours');
  copy.edit('forms/whitepaper.yaml', 'maxLength: 254', 'maxLength: 2540');
  const error = (() => {
    try {
      return compilePlaybook(copy.dir);
    } catch (thrown) {
      return thrown;
    }
  })();

  expect(error).toBeInstanceOf(PlaybookError);
  expect(error instanceof PlaybookError && error.findings.map(({ file }) => file)).toEqual([
    'playbook/company.yaml',
    'playbook/forms/whitepaper.yaml',
    'playbook/qualification/sla.yaml',
  ]);
  expect(String(error instanceof Error && error.stack)).not.toContain('    at ');
});

describe('says file, line and reason', () => {
  const form = 'forms/whitepaper.yaml';
  const rules = 'qualification/fit.yaml';
  const deeds = 'qualification/engagement.yaml';
  const stages = 'qualification/stages.yaml';
  const sla = 'qualification/sla.yaml';
  const cases: [string, (copy: Copy) => void, string][] = [
    [
      'a value that is too large',
      (c) => c.edit(form, 'maxLength: 254', 'maxLength: 1001'),
      'forms/whitepaper.yaml:18: fields[0].maxLength must be at most 1000',
    ],
    [
      'an unknown key',
      (c) => c.edit(form, 'required: true', 'requird: true\n    required: true'),
      'forms/whitepaper.yaml:17: fields[0].requird is not a known key',
    ],
    [
      'a missing key',
      (c) => c.edit(form, '    maxLength: 254\n', ''),
      'forms/whitepaper.yaml:15: fields[0].maxLength is missing',
    ],
    [
      'a missing translation',
      (c) => c.edit(form, '      en: Work e-mail address\n', ''),
      'forms/whitepaper.yaml:20: fields[0].label.en is missing',
    ],
    [
      'a blank translation',
      (c) => c.edit(form, 'en: Work e-mail address', 'en: " "'),
      'forms/whitepaper.yaml:22: fields[0].label.en must not be empty',
    ],
    [
      'a key written twice',
      (c) => c.edit('company.yaml', 'name: Flusswerk GmbH', 'name: Flusswerk GmbH\nname: Other'),
      'company.yaml:4: this key is written twice',
    ],
    [
      'a request that waits so long that its data would not be gone by day 8',
      (c) => c.edit(form, 'optInExpiry: P7D', 'optInExpiry: P8D'),
      'forms/whitepaper.yaml:12: optInExpiry must be at most P7D: what nobody confirms has to be gone by day 8',
    ],
    [
      'a field used twice',
      (c) => c.edit(form, 'name: lastName', 'name: firstName'),
      'forms/whitepaper.yaml:34: fields[2].name firstName is used twice',
    ],
    [
      'a key that every object has',
      (c) => c.edit('company.yaml', 'name: Fl', '__proto__: { name: x }\nname: Fl'),
      'company.yaml:3: __proto__ is a reserved word and cannot be a key',
    ],
    [
      'an id that every object has',
      (c) => c.edit(rules, 'id: decides', 'id: constructor'),
      'qualification/fit.yaml:6: rules[0].id must be lower-case letters, digits and hyphens, beginning with a letter, at most 40',
    ],
    ['broken YAML', (c) => c.edit('company.yaml', 'name: Flusswerk GmbH', 'name: "Flusswerk'), 'company.yaml:'],
    [
      'an alias',
      (c) => c.edit('team.yaml', 'id: inbound', 'id: &x inbound\nagain: *x'),
      'team.yaml:4: aliases (*name) are not supported: write it out',
    ],
    ['an empty file', (c) => c.write('team.yaml', ''), 'team.yaml:1: the file must be a map of keys'],
    ['a missing file', (c) => c.remove('mails/offer.en.md'), 'mails/offer.en.md:1: the file is missing'],
    ['a file nobody reads', (c) => c.write('mails/offer.fr.md', 'x'), 'mails/offer.fr.md:1: is no mail that is sent'],
    [
      'a misnamed form',
      (c) => c.write('forms/White Paper.yaml', 'x'),
      'forms/White Paper.yaml:1: a form is named like whitepaper.yaml',
    ],
    [
      'a select without options',
      (c) => c.edit(form, '    type: tel', '    type: select'),
      'fields[7].options is missing: a select needs at least one',
    ],
    [
      'a form without e-mail consent',
      (c) =>
        c.edit(
          form,
          '    purpose: paper-and-news\n    required: true',
          '    purpose: paper-and-news\n    required: false',
        ),
      'consents must hold a required one for channel email',
    ],
    [
      'a script as reward',
      (c) => c.edit(form, 'de: /paper/', 'de: javascript://www'),
      'reward.url.de must be an address that begins with https://, or a path of the site that begins with /',
    ],
    [
      'a month as duration',
      (c) => c.edit(form, 'optInExpiry: P7D', 'optInExpiry: P1M'),
      'forms/whitepaper.yaml:12: optInExpiry must be a duration such as P7D, PT4H or PT30M',
    ],
    [
      'a rule about an unknown field',
      (c) => c.edit(rules, 'field: phone', 'field: fax'),
      'names fax, which no form asks and no enrichment adds',
    ],
    [
      'a rule about a value that cannot be',
      (c) => c.edit(rules, 'equals: "250+"', 'equals: "500+"'),
      'rules[6].when.equals is "500+", but companySize is always one of 1-49, 50-249, 250+',
    ],
    [
      'a number where YAML dropped the quotes',
      (c) => c.edit(rules, 'equals: "250+"', 'equals: 250'),
      'rules[6].when.equals must be text (put it in quotes)',
    ],
    [
      'a range over text',
      (c) => c.edit(rules, '{ field: phone, exists: true }', '{ field: phone, range: { min: 1 } }'),
      'rules[17].when.range needs a number, but phone is text',
    ],
    [
      'two operators in one condition',
      (c) => c.edit(rules, '{ field: phone, exists: true }', '{ field: phone, exists: true, equals: x }'),
      'rules[17].when must have exactly one of',
    ],
    [
      'code as condition',
      (c) => c.edit(rules, '{ field: phone, exists: true }', '"lead.phone !== null"'),
      'rules[17].when must be a condition',
    ],
    [
      'a condition nested too deep',
      (c) =>
        c.edit(
          rules,
          '{ field: phone, exists: true }',
          `${'{ not: '.repeat(20)}{ field: phone, exists: true }${' }'.repeat(20)}`,
        ),
      'is nested more than 8 deep',
    ],
    ['a rule that gives nothing', (c) => c.edit(rules, 'points: 25', 'points: 0'), 'rules[6].points must not be 0'],
    ['a rule id used twice', (c) => c.edit(deeds, 'id: met-us', 'id: decides'), 'rules[6].id is used twice'],
    [
      'a cap below one activity',
      (c) => c.edit(deeds, 'cap: 50', 'cap: 49'),
      'rules[0].cap is less than the points of one activity',
    ],
    [
      'a grade nobody can reach',
      (c) => c.edit(stages, 'A: 75', 'A: 999'),
      'grades.A is 999, but all rules together give at most',
    ],
    [
      'a level nobody can reach',
      (c) => c.edit(stages, '1: 50', '1: 2000'),
      'levels.1 is 2000, but all rules together give at most',
    ],
    [
      'a path that everybody takes',
      (c) => c.edit(stages, '    grade: A\n', ''),
      'mql[1] names no condition: everybody would be qualified',
    ],
    [
      'an impossible time zone',
      (c) => c.edit('team.yaml', 'Europe/London', 'Europe/Londn'),
      'people[2].timeZone Europe/Londn is no time zone such as Europe/Berlin',
    ],
    [
      'an offset for a time zone',
      (c) => c.edit('team.yaml', 'Europe/London', '"+01:00"'),
      'people[2].timeZone +01:00 is no time zone',
    ],
    [
      'shifts that overlap',
      (c) => c.edit('team.yaml', '14:00-18:00', '12:00-18:00'),
      'people[1].week.monday[1] overlaps another shift',
    ],
    [
      'a shift that ends before it begins',
      (c) => c.edit('team.yaml', '09:00-17:00', '17:00-09:00'),
      'people[2].week.tuesday[0] must be working time such as',
    ],
    [
      'somebody who never works',
      (c) =>
        c.edit(
          'team.yaml',
          /tuesday: \["09:00-17:00"\][\s\S]*/.exec(readFileSync(join(playbookFolder, 'team.yaml'), 'utf8'))?.[0] ?? '?',
          '{}\n',
        ),
      'people[2].week is empty: an offer to Grace Okafor could never be due',
    ],
    [
      'an SLA in days',
      (c) => c.edit(sla, 'PT4H', 'P1D'),
      'sla.yaml:14: sales.acceptWithin is working time: write hours and minutes',
    ],
    [
      'a reminder after the deadline',
      (c) => c.edit(sla, 'PT2H', 'PT5H'),
      'sla.yaml:16: sales.remindAfter must be shorter than acceptWithin',
    ],
  ];
  test.each(cases)('%s', (_, spoil, expected) => {
    const messages = messagesAfter(spoil);

    expect(
      messages.some((message) => message.includes(expected)),
      messages.join('\n'),
    ).toBe(true);
    for (const message of messages) expect(message).toMatch(/^playbook\/[\w .-]+(\/[\w .-]+)?:[1-9]\d*: \S/);
  });
});

test('a form that does not parse causes no second finding about the rules that use its fields', () => {
  const messages = messagesAfter((copy) => copy.edit('forms/whitepaper.yaml', 'maxLength: 254', 'maxLength: no'));

  expect(messages).toEqual(['playbook/forms/whitepaper.yaml:18: fields[0].maxLength must be a number']);
});
