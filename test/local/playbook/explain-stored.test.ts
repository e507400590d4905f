import { describe, expect, it } from 'vitest';
import type { ActivityKind } from '#contracts/playbook.ts';
import { DAY } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { explainStored } from '#local/playbook/explain/explain-stored.ts';
import { NOW, nowPlus } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';

const playbook = aPlaybook();
const field = (value: string, source = 'form:whitepaper') => ({ value, source, at: NOW });
const did = (kind: ActivityKind, days: number, more: Partial<Activity> = {}): Activity => ({
  id: `${kind}-${days}`,
  kind,
  at: nowPlus(-days * DAY),
  ...more,
});
const profile = {
  jobTitle: field('Process Engineer'),
  companySize: field('50-249'),
  emailKind: field('business', 'enrichment:address'),
};

function stored(activities: Activity[], { mayTrack = true, stage = 'raw' } = {}) {
  const compiled = compileScoring(playbook);

  return { score: compiled.score(compiled.normalise(profile), activities, NOW), stage, profile, activities, mayTrack };
}
const factsOf = (explained: ReturnType<typeof explainStored>, rule: string) =>
  [...explained.fit.lines, ...explained.engagement.lines].find(({ reason }) => reason.rule === rule)?.facts;

describe('a stored score', () => {
  const visited = stored([did('page-visited', 1, { page: '/preise', topic: 'membranes' })]);

  it('is told with the field behind each point of fit, in the reader’s words, and where we know it from', () => {
    const english = explainStored(visited, playbook, 'en');
    const german = explainStored(visited, playbook, 'de');

    expect(factsOf(english, 'work-address')).toEqual([
      { text: 'Kind of address: business, worked out from the address', at: NOW },
    ]);
    expect(factsOf(german, 'medium-company')).toEqual([
      { text: 'Beschäftigte im Unternehmen: 50 bis 249, Formular whitepaper', at: NOW },
    ]);
    expect(factsOf(english, 'works-on-the-plant')?.[0]?.text).toMatch(
      /^Department: \w+ \(read from “Process Engineer”\), form whitepaper$/,
    );
  });

  it('is told with the activity behind each point of engagement, what it was about, and when', () => {
    expect(factsOf(explainStored(visited, playbook, 'en'), 'looked-around')).toEqual([
      { text: 'Latest: visited a page (membranes, /preise)', at: nowPlus(-DAY) },
    ]);
  });

  it('is told with the time alone when the activity is stored no longer', () => {
    expect(factsOf(explainStored({ ...visited, activities: [] }, playbook, 'de'), 'looked-around')).toEqual([
      { text: 'Zuletzt', at: nowPlus(-DAY) },
    ]);
  });

  it('says which playbook made it and which one runs, and keeps the id of a rule that is gone', () => {
    const scoring = { ...playbook.scoring, fit: playbook.scoring.fit.filter(({ id }) => id !== 'work-address') };
    const explained = explainStored(visited, { ...playbook, scoring, version: 'ba9876543210' }, 'en');

    expect(explained.playbook).toEqual({ made: playbook.version, running: 'ba9876543210' });
    expect(explained.fit.lines.map(({ label }) => label)).toContain('work-address');
    expect(factsOf(explained, 'work-address')).toEqual([]);
  });
});

describe('what time changes next', () => {
  const asked = stored([did('demo-requested', 0)]);

  it('is told with its moment: how the grade changes, and which path to MQL closes or opens', () => {
    expect(asked.score.path).toBe('asked-for-a-demo');
    const level = explainStored(asked, playbook, 'en').nextChange;
    expect(level).toEqual({
      at: asked.score.nextChangeAt,
      changes: [expect.stringMatching(/^[A-D]1 becomes [A-D]2$/)],
    });

    const compiled = compileScoring(playbook);
    const later = compiled.score(compiled.normalise(profile), asked.activities, nowPlus(28 * DAY));
    expect(explainStored({ ...asked, score: later }, playbook, 'de').nextChange?.changes).toContainEqual(
      expect.stringMatching(/^(kein Weg zum MQL ist mehr offen|der Weg „.* ist der erste offene)$/),
    );
  });

  it('is told as a moment alone when another playbook made the score, and not at all when nothing changes', () => {
    const other = { ...playbook, version: 'ba9876543210' };

    expect(explainStored(asked, other, 'en').nextChange?.changes).toEqual([]);
    expect(explainStored(stored([]), playbook, 'en').nextChange).toBeUndefined();
  });
});

describe('what is missing for MQL', () => {
  const pathOf = (explained: ReturnType<typeof explainStored>, id: string) => {
    const label = playbook.scoring.mql.find((path) => path.id === id)?.label.en;

    return explained.missing?.find(({ path }) => path === label)?.lacks;
  };

  it('is told in points for each path, and reaching them opens it', () => {
    const raw = stored([]);
    const { A } = playbook.scoring.grades;

    expect(pathOf(explainStored(raw, playbook, 'en'), 'excellent-fit')).toEqual([
      `${(A - raw.score.fit).toFixed(1)} points of fit`,
    ]);
    expect(pathOf(explainStored(raw, playbook, 'en'), 'good-fit-and-interest')).toEqual(['20.0 points of engagement']);
    expect(pathOf(explainStored(raw, playbook, 'en'), 'asked-for-a-demo')).toEqual([
      'what the path asks for has not happened',
    ]);
  });

  it('is not told of a lead that is past it', () => {
    expect(explainStored(stored([did('demo-requested', 1)]), playbook, 'en').missing).toBeUndefined();
    expect(explainStored(stored([], { stage: 'lost' }), playbook, 'en').missing).toBeUndefined();
  });

  it('counts nothing observed without consent', () => {
    const trial = [did('trial-started', 2), ...[1, 2, 3].map((days) => did('product-used', days))];
    const scored = { ...stored([]), activities: trial };

    expect(pathOf(explainStored(scored, playbook, 'en'), 'works-with-the-trial')).toEqual([]);
    expect(pathOf(explainStored({ ...scored, mayTrack: false }, playbook, 'en'), 'works-with-the-trial')).toEqual([
      'what the path asks for has not happened',
    ]);
  });
});
