import { expect, test } from 'vitest';
import { builtInEnricher } from '#adapters/enrichment/built-in.ts';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { DAY } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import { scoreLead } from '#domain/scoring/score-lead.ts';
import { anActivity, aProfile, now } from '#test/support/a-scoring.ts';
import { playbookFolder } from '#test/support/playbook-copy.ts';

const playbook = compilePlaybook(playbookFolder);

/** The way to MQL of a lead who confirmed and was enriched. */
async function path(answers: Record<string, string>, activities: Activity[] = []): Promise<string | undefined> {
  const given = aProfile(answers);
  const profile = { ...given, ...(await builtInEnricher.find(given, now)) };

  return scoreLead({ profile, activities, playbook, now }).path;
}

const head = {
  email: 'h@stadtwerke.example',
  company: 'Stadtwerke',
  jobTitle: 'Head of Operations',
  companySize: '250+',
};

test('a head of operations of a large company is qualified at once', async () => {
  expect(await path(head)).toBe('excellent-fit');
  expect(await path({ ...head, jobTitle: 'Technische Betriebsleiterin', companySize: '50-249', country: 'DE' })).toBe(
    'excellent-fit',
  );
});

test.each([
  ['a private address', { ...head, email: 'h@gmail.com', country: 'DE', phone: '1' }],
  ['a throw-away address', { ...head, email: 'h@mailinator.com' }],
  ['a student', { ...head, jobTitle: 'Werkstudentin' }],
  ['an assistant to the head', { ...head, jobTitle: 'Assistant to the Head of Operations' }],
  ['an engineer of a large company', { ...head, jobTitle: 'Process Engineer', country: 'DE', phone: '1' }],
  ['the head of a small company abroad', { ...head, companySize: '1-49', country: 'US' }],
])('%s is not', async (_, answers) => expect(await path(answers)).toBeUndefined());

test('an engineer becomes interesting by showing interest', async () => {
  const engineer = { ...head, jobTitle: 'Process Engineer' };

  expect(await path(engineer, [anActivity('webinar-attended')])).toBe('good-fit-and-interest');
  expect(await path(engineer, [anActivity('webinar-attended', 60 * DAY)])).toBeUndefined();
});

test('who asks for a demo is qualified, unless it can be nothing', async () => {
  const demo = [anActivity('demo-requested')];

  expect(await path({ ...head, jobTitle: 'Process Engineer', companySize: '1-49' }, demo)).toBe('asked-for-a-demo');
  expect(await path({ ...head, jobTitle: 'Student' }, demo)).toBeUndefined();
  expect(await path({ ...head, email: 'h@mailinator.com' }, demo)).toBeUndefined();
});
