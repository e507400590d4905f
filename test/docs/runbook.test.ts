import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { stages } from '#infra/stages.ts';
import { templatesOf } from '../infra/support/synthesized.ts';

const Alarm = z.object({
  Metadata: z.object({ 'aws:cdk:path': z.string() }),
  Properties: z.object({ AlarmDescription: z.string() }),
});

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const [, chapter = ''] = /^## Alarms$([\s\S]*?)^## /m.exec(runbook) ?? [];
const sections = new Map(
  chapter
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);
const alarms = Object.values(templatesOf(stages.prod).service.findResources('AWS::CloudWatch::Alarm')).map((found) => {
  const { Metadata, Properties } = Alarm.parse(found);
  const [, ...path] = Metadata['aws:cdk:path'].split('/');

  return { name: path.slice(0, -2).join('/'), impact: Properties.AlarmDescription };
});

describe('the runbook', () => {
  it('has a heading for the impact of every alarm, and no other', () => {
    expect([...sections.keys()].sort()).toEqual([...new Set(alarms.map(({ impact }) => impact))].sort());
  });

  it.each(alarms)('says under its impact what to do about $name', ({ name, impact }) => {
    expect(sections.get(impact)).toContain(`\`${name}\``);
  });

  it('names no alarm that is not there', () => {
    const known = new Set(alarms.map(({ name }) => name));
    const named = [...chapter.matchAll(/`([\w-]+(?:\/\w+)+)`/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
