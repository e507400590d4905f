import { expect, it } from 'vitest';
import { DAY } from '#domain/instant.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { explainScore } from '#domain/scoring/explain-score.ts';
import { scorePart } from '#functions/respond/score-part.ts';
import { NOW, nowPlus } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';

const playbook = aPlaybook();
const compiled = compileScoring(playbook);
const field = (value: string) => ({ value, source: 'form:whitepaper', at: NOW });
const score = compiled.score(
  compiled.normalise({
    email: field('ada@wasserwerk.example'),
    jobTitle: field('Head of operations'),
    companySize: field('250+'),
    emailKind: field('free'),
  }),
  [
    { id: 'demo', kind: 'demo-requested', at: nowPlus(-3 * DAY) },
    ...[1, 2, 3].map((days) => ({ id: `paper-${days}`, kind: 'paper-downloaded' as const, at: nowPlus(-days * DAY) })),
  ],
  NOW,
);
const shown = (locale: 'de' | 'en') =>
  scorePart(explainScore(score, playbook, locale), 'Montag', locale)
    .toString()
    .replace(/\s+/g, ' ');

it('tells who reads it the grade, how the lead qualified, each reason with what it was worth, when, how it fades, and what is left', () => {
  expect(shown('en')).toMatch(/<p>[A-D][1-4]: fits [\w ]+ \([\d.]+ points\) and is [\w ]+ \([\d.]+ points\)\.<\/p>/);
  expect(shown('en')).toContain('<p class="outcome">Qualified: Asked for a demo.</p>');
  expect(shown('en')).toMatch(
    /\+50 Asked for a demo, 3 days ago <small class="soft">half-life 30 days<\/small><\/td> <td>\+46\.7</,
  );
  expect(shown('de')).toMatch(
    /\+50 Hat um eine Vorführung gebeten, vor 3 Tagen <small class="soft">Halbwertszeit 30 Tage<\/small><\/td> <td>\+46,7</,
  );
  expect(shown('de')).toMatch(/Stand: Montag\. Ändert sich von selbst am \d+\. \w+ 202\d\./);
});

it('shows numbers that add up: the lines to their axis, the axes to the total', () => {
  const axes = [...shown('en').matchAll(/<tbody>.*?<\/tbody>/g)].map(([body]) => numbersIn(body));
  const [total] = numbersIn(/<tfoot>.*<\/tfoot>/.exec(shown('en'))?.[0] ?? '');

  expect(axes).toHaveLength(2);
  for (const [sum, ...lines] of axes) {
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.reduce((all, one) => all + one, 0)).toBe(sum);
  }
  expect(axes.reduce((all, [sum = 0]) => all + sum, 0)).toBe(total);
  expect(axes.flat()).toContain(-300);
});

it('tells nothing of whom it is about', () => {
  expect(shown('en')).not.toMatch(/ada|wasserwerk|Head of operations/i);
});

/** What stands at the ends of the rows, in tenths. */
const numbersIn = (markup: string): number[] =>
  [...markup.matchAll(/<td>([+−]?[\d.]+)<\/td>/g)].map(([, shown = '']) =>
    Math.round(Number(shown.replace('−', '-')) * 10),
  );
