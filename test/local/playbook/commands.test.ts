import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '#local/playbook/command.ts';
import { aPlaybook } from '../../support/a-playbook.ts';
import { playbookCopy, playbookFolder } from '../../support/playbook-copy.ts';
import { act, someFacts } from './some-facts.ts';

const folder = mkdtempSync(join(tmpdir(), 'goldpan-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function command(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await runCommand(args, {
    say: (text) => void said.push(text),
    env: {},
    now: () => new Date('2026-03-20T00:00:00.000Z'),
  });

  return { code, said: said.join('\n') };
}

describe('check', () => {
  it('counts what a sound playbook holds', async () => {
    const { code, said } = await command('check');
    expect(code).toBe(0);
    expect(said).toMatch(/\d+ forms, \d+ rules .*: nothing to complain about\. Version [0-9a-f]{12}\./);
  });

  it('names every mistake with file and line, and fails', async () => {
    using copy = playbookCopy();
    copy.edit('qualification/stages.yaml', 'fallBelow: recycle', 'fallBelow: forget');
    copy.edit('qualification/sla.yaml', 'acceptWithin: PT4H', 'acceptWithin: soon');
    const { code, said } = await command('check', copy.dir);
    expect(code).toBe(1);
    expect(said).toMatch(/^playbook\/qualification\/sla\.yaml:\d+: /m);
    expect(said).toMatch(/^playbook\/qualification\/stages\.yaml:\d+: /m);
  });
});

describe('diff', () => {
  const { grades, fit } = aPlaybook().scoring;
  const [large] = fit;

  it('tells rules, thresholds and promises apart', async () => {
    using copy = playbookCopy();
    copy.edit('qualification/fit.yaml', `points: ${large?.points}`, 'points: 999');
    copy.edit('qualification/engagement.yaml', 'halfLife: P30D', 'halfLife: P20D');
    copy.edit('qualification/stages.yaml', `A: ${grades.A}`, `A: ${grades.A - 1}`);
    copy.edit('qualification/stages.yaml', 'fallBelow: recycle', 'fallBelow: keep');
    copy.edit('qualification/sla.yaml', 'leadsPerWeek: 12', 'leadsPerWeek: 15');
    const { code, said } = await command('diff', playbookFolder, copy.dir);
    expect(code).toBe(0);
    expect(
      said
        .split('\n')
        .slice(1)
        .filter((line) => !line.startsWith('~ form')),
    ).toEqual([
      `~ fit rule ${large?.id}: points: +${large?.points} → +999`,
      '~ engagement rule asked-for-a-demo: half-life: 30 days → 20 days',
      `grade A from: ${grades.A} → ${grades.A - 1}`,
      'an MQL that falls below: recycle → keep',
      'SLA, leads a week: 12 → 15',
    ]);
  });

  it('says so when two say the same', async () => {
    expect((await command('diff', playbookFolder)).said).toContain('The two say the same.');
  });
});

describe('explain', () => {
  const file = join(folder, 'one.ndjson');
  const lead = someFacts(
    { jobTitle: 'Head of Operations', emailKind: 'business', companySize: '50-249' },
    { id: 'lead-42', activities: [act('demo-requested', 1), act('page-visited', 2)] },
  );
  writeFileSync(file, `{"exportedAt":"2026-03-10T09:00:00.000Z"}\n${JSON.stringify(lead)}\n`);

  it('names for each reason the rule, the fact and the fading, the playbook, and what changes next', async () => {
    const { code, said } = await command('explain', 'lead-42', '--facts', file);
    expect(code).toBe(0);
    expect(said).toMatch(/^Lead lead-42, as of 10 March 2026.* UTC, playbook [0-9a-f]{12}/);
    expect(said).toContain('rule decides: seniority head (form:test, 2026-03-02)');
    expect(said).toMatch(/\+50 Asked for a demo, .*half-life 30 days: \d+\.\d now/);
    expect(said).toContain('latest demo-requested-1, 2026-03-03T09:00:00.000Z');
    expect(said).toMatch(/Without a new activity, on .*: /);
  });

  it('speaks German', async () => {
    const { said } = await command('explain', 'lead-42', '--facts', file, '--locale', 'de');
    expect(said).toMatch(/Halbwertszeit/);
    expect(said).toMatch(/Ohne neue Aktivität ändert sich am/);
  });

  it('tells sums that the lines add up to', async () => {
    const { said } = await command('explain', 'lead-42', '--facts', file);
    const points = said.split('\n').flatMap((line) => {
      const fit = /^([+-][\d.]+) [^(]*$/.exec(line);
      const faded = /: (-?[\d.]+) now\)$/.exec(line);
      const found = faded?.[1] ?? fit?.[1];
      return found === undefined ? [] : [Number(found)];
    });
    const total = Number(/^= ([\d.]+):/m.exec(said)?.[1]);
    expect(points.reduce((sum, one) => sum + one, 0)).toBeCloseTo(total, 9);
  });
});
