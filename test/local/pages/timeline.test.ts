import { expect, it } from 'vitest';
import type { ActivityItem } from '#local/pages/leads/items.ts';
import { sayMoment } from '#local/pages/leads/say-moment.ts';
import { timeline } from '#local/pages/leads/timeline.ts';

const visit = (n: number, more: Partial<ActivityItem> = {}): ActivityItem => ({
  id: `visit-${n}`,
  kind: 'page-visited',
  at: `2026-11-23T09:30:00.${n}00Z`,
  page: `/page-${n}`,
  ...more,
});
const shown = async (...activities: ActivityItem[]) =>
  Promise.all(timeline({ history: [], activities }).map(async (moment) => String(await sayMoment(moment))));

it('says of each activity what it is taken for, and why, where that is known', async () => {
  const [third, second, first] = await shown(
    visit(1, { signs: ['attended'] }),
    visit(2),
    visit(3, { signs: ['agent'] }),
  );

  expect(first).toContain('person: key or pointer was used');
  expect(second).not.toContain('unsure');
  expect(third).toContain('machine: its user agent is a machine’s, does not count');
});

it('says it of the first pages of a scanner, too', async () => {
  for (const text of await shown(visit(1), visit(2), visit(3)))
    expect(text).toContain('machine: many pages within two seconds, does not count');
});

it('tells programs the verdict and the reason', () => {
  expect(timeline({ history: [], activities: [visit(1, { signs: ['automated'] })] })[0]?.facts).toEqual({
    page: '/page-1',
    verdict: 'machine',
    reason: 'automated',
  });
});
