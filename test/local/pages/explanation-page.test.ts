import { expect, it } from 'vitest';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { explanationPage } from '#local/pages/leads/explanation-page.ts';
import { explainStored } from '#local/playbook/explain/explain-stored.ts';
import { NOW } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';

const playbook = aPlaybook();
const profile = { emailKind: { value: 'free', source: 'enrichment:address', at: NOW } };
const compiled = compileScoring(playbook);
const score = compiled.score(compiled.normalise(profile), [], NOW);
const shown = async (locale: 'de' | 'en', running = playbook) => {
  const stored = { score, stage: 'raw', profile, activities: [], mayTrack: true };
  const explanation = explainStored(stored, running, locale);
  const { body } = await explanationPage({ id: '01LEAD', email: 'ada@home.example', locale, explanation });

  return body.replace(/\s+/g, ' ');
};

it('says what a lead lacks that no path is open to, and that time changes nothing', async () => {
  expect(await shown('en')).toContain('What is missing for MQL');
  expect(await shown('en')).toMatch(/<dd>what the path asks for has not happened, 50\.0 points of fit<\/dd>/);
  expect(await shown('de')).toContain('Die Zeit allein ändert daran nichts mehr.');
});

it('shows losses with a true minus', async () => {
  expect(await shown('de')).toContain('Private E-Mail-Adresse');
  expect(await shown('de')).toContain('<td>−30,0</td>');
});

it('says so when another playbook made the score than the one that runs, and else nothing of it', async () => {
  const note = new RegExp(`made by playbook ${playbook.version}; meanwhile ba9876543210 is running`);

  expect(await shown('en', { ...playbook, version: 'ba9876543210' })).toMatch(note);
  expect(await shown('en')).not.toContain('meanwhile');
});

it('says that a lead is not scored yet', async () => {
  const { body } = await explanationPage({
    id: '01LEAD',
    email: 'ada@home.example',
    locale: 'de',
    explanation: undefined,
  });

  expect(body).toContain('Noch nicht bewertet');
});
