import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { EventDetail, type EventType, facts, PlaybookEventEnvelope, playbookFacts } from '#contracts/events.ts';
import { consumers } from '#infra/consumers.ts';
import { eventCatalogue } from '../../docs/events/catalogue.ts';

const sections = eventCatalogue().split(/^## /m).slice(1);
const types = Object.keys(facts) as EventType[];
const isAboutLead = (section: string) => types.some((type) => section.startsWith(`${type}\n`));
const detailOf = (section: string): unknown => JSON.parse(/```json\n([\s\S]+?)```/.exec(section)?.[1] ?? '');

it('has a section for every event', () => {
  expect(sections.map((section) => section.split('\n')[0])).toEqual([...types, ...Object.keys(playbookFacts)]);
});

it.each(sections.filter(isAboutLead))('shows an example that a listener could read: %s', (section) => {
  const type = z.enum(types).parse(section.split('\n')[0]);
  const { version, id, at, leadId, ...own } = EventDetail.parse(detailOf(section));
  expect(id.startsWith(`${leadId}.`)).toBe(true);
  expect([version, at]).toEqual([1, expect.any(String)]);
  expect(() => facts[type].parse(own)).not.toThrow();
});

it.each(sections.filter((section) => !isAboutLead(section)))(
  'shows an example of what concerns no lead: %s',
  (section) => {
    const { 'detail-type': type, detail } = PlaybookEventEnvelope.parse({
      'detail-type': section.split('\n')[0],
      detail: detailOf(section),
    });
    const { version, id, at, ...own } = detail;
    expect([id, version, at]).toEqual(['release.1', 1, expect.any(String)]);
    expect(() => playbookFacts[type].parse(own)).not.toThrow();
  },
);

it('names every listener of every event', () => {
  for (const { function: name, on } of consumers)
    for (const type of on)
      expect(sections.find((section) => section.startsWith(`${type}\n`))).toContain(`[\`${name}\`]`);
});

it('keeps its descriptions out of what functions bundle', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const sources = globSync('{functions,shared}/**/*.ts', { cwd: root });
  expect(sources.length).toBeGreaterThan(100);
  for (const source of sources) expect(readFileSync(join(root, source), 'utf8')).not.toContain('event-descriptions.ts');
});
