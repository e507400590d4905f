import { expect, it } from 'vitest';
import { toItem } from '#adapters/dynamodb/items.ts';
import { headItem, profileItem } from '#adapters/dynamodb/lead-items.ts';
import { eventsOf } from '#adapters/dynamodb/stream-image.ts';
import { aCapture, LEAD_ID, NOW } from '#test/support/a-lead.ts';

const { lead, events } = aCapture();
const withOutbox = (...events: unknown[]) => ({
  ...headItem(lead, []),
  outbox: { S: JSON.stringify({ at: NOW, events }) },
});

it('announces the outbox of a head, and nothing for a head without', () => {
  expect(eventsOf(headItem(lead, events))).toEqual(events);
  expect(eventsOf(headItem(lead, []))).toEqual([]);
  expect(eventsOf(profileItem(lead))).toEqual([]);
});

it('announces an activity without the page it happened on', () => {
  const item = toItem({
    pk: `LEAD#${LEAD_ID}`,
    sk: `ACTIVITY#${NOW}#visit-01`,
    id: 'visit-01',
    kind: 'page-visited',
    at: NOW,
    topic: 'careers',
    page: '/jobs',
  });

  expect(eventsOf(item)).toEqual([
    {
      id: `${LEAD_ID}.activity.visit-01`,
      type: 'activity.recorded',
      at: NOW,
      leadId: LEAD_ID,
      facts: { activityId: 'visit-01', kind: 'page-visited', topic: 'careers' },
    },
  ]);
});

it.each([
  ['no JSON', { ...headItem(lead, []), outbox: { S: '{' } }],
  ['an unknown type', withOutbox(['lead.exploded', {}])],
  ['facts of another type', withOutbox(['lead.won', { formId: 'f' }])],
  ['a fact too many', withOutbox(['lead.routing-due', { email: 'ada@example.com' }])],
  ['no key', {}],
])('refuses an image with %s', (_what, image) => {
  expect(() => eventsOf(image)).toThrow();
});
