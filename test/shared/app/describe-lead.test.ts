import { expect, it } from 'vitest';
import { describeLead, describeReasons, formatInstant } from '#app/describe-lead.ts';
import { aLead, aScore, NOW } from '#test/support/a-lead.ts';
import { aForm, aPlaybook } from '#test/support/a-playbook.ts';

const profile = {
  ...aLead().profile,
  country: { value: 'DE', source: 'form:whitepaper', at: NOW },
  phone: { value: '+49 30 1234', source: 'form:whitepaper', at: NOW },
};

it('tells whoever holds a link nothing by which to know the person', () => {
  expect(describeLead(aLead({ profile }), aPlaybook(), 'en', 'public')).toEqual([
    { label: 'Interest', value: aForm().title.en },
    { label: 'People in the company', value: '250 or more' },
    { label: 'Country', value: 'Germany' },
  ]);
});

it('tells a salesperson the company and the role as well, by the words of the form, and never how to reach the person', () => {
  const lines = describeLead(aLead({ profile }), aPlaybook(), 'de', 'salesperson');

  expect(lines).toContainEqual({ label: 'Unternehmen', value: 'Wasserwerk Nord' });
  expect(lines).toContainEqual({ label: 'Beschäftigte im Unternehmen', value: '250 und mehr' });
  expect(JSON.stringify(lines)).not.toMatch(/Ada|ada@|\+49/);
});

it('tells industry and revenue, also of who gave them on another form than the last', () => {
  const told = {
    ...aLead().profile,
    industry: { value: 'food', source: 'form:consultation', at: NOW },
    revenue: { value: '10m-50m', source: 'form:consultation', at: NOW },
  };

  for (const audience of ['public', 'salesperson'] as const) {
    const lines = describeLead(aLead({ profile: told }), aPlaybook(), 'en', audience);
    expect(lines).toContainEqual({ label: 'Industry', value: 'Food and drink' });
    expect(lines).toContainEqual({ label: 'Annual revenue', value: '10 to 50 million euros' });
  }
});

it('says nothing of a form that the playbook no longer has', () => {
  const gone = Object.fromEntries(
    Object.entries(aLead().profile).map(([name, field]) => [name, { ...field, source: 'form:gone' }]),
  );

  expect(describeLead(aLead({ formId: 'gone', profile: gone }), aPlaybook(), 'en', 'salesperson')).toEqual([]);
});

it('names the rules behind a score, the weightiest first, a rule that is gone by its id', () => {
  const score = aScore({
    reasons: [
      { axis: 'fit', rule: 'left-a-number', points: 5 },
      { axis: 'fit', rule: 'private-address', points: -30 },
      { axis: 'fit', rule: 'gone', points: 7 },
    ],
  });

  expect(describeReasons(aLead({ score }), aPlaybook(), 'en')).toEqual([
    { label: 'Private e-mail address', points: -30 },
    { label: 'gone', points: 7 },
    { label: 'Left a phone number', points: 5 },
  ]);
  expect(describeReasons(aLead(), aPlaybook(), 'en')).toEqual([]);
});

it.each([
  ['de', 'Europe/Berlin', /^Montag, 23\. November um 10:30 MEZ$/],
  ['en', 'Europe/London', /^Monday,? 23 November at 09:30 GMT$/],
] as const)('tells a time in %s on the clock in %s', (locale, timeZone, expected) => {
  expect(formatInstant(NOW, { locale, timeZone })).toMatch(expected);
});
