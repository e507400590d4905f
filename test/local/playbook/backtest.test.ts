import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBacktest } from '#local/playbook/backtest/run-backtest.ts';
import { runCommand } from '#local/playbook/command.ts';
import { writeFacts } from '#local/playbook/facts/write-facts.ts';
import { BacktestReport } from '#local/playbook/report/report.ts';
import { inventLeads } from '#local/playbook/synthetic.ts';
import { aPlaybook } from '../../support/a-playbook.ts';
import { playbookCopy, playbookFolder } from '../../support/playbook-copy.ts';
import { act, someFacts } from './some-facts.ts';

const asOf = '2026-11-01T00:00:00.000Z';
const LEADS = 5_000;
const folder = mkdtempSync(join(tmpdir(), 'goldpan-backtest-'));
const facts = join(folder, 'facts.ndjson');

const largeCompany =
  /- id: large-company\n[\s\S]*?points: \d+/.exec(
    readFileSync(join(playbookFolder, 'qualification/fit.yaml'), 'utf8'),
  )?.[0] ?? '';
const points = Number(/\d+$/.exec(largeCompany)?.[0]);

beforeAll(async () => {
  await writeFacts(facts, { exportedAt: asOf }, inventLeads({ leads: LEADS, seed: 7, end: asOf, days: 180 }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function command(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await runCommand(args, { say: (text) => void said.push(text), env: {}, now: () => new Date(asOf) });

  return { code, said: said.join('\n') };
}

describe('a backtest of 5,000 leads', () => {
  const [json, html] = [join(folder, 'report.json'), join(folder, 'report.html')];
  let said = '';
  let report: BacktestReport;

  beforeAll(async () => {
    using changed = playbookCopy();
    changed.edit('qualification/fit.yaml', largeCompany, largeCompany.replace(/points: \d+/, 'points: 45'));
    const done = await command(
      ...['backtest', '--against', playbookFolder, '--playbook', changed.dir],
      ...['--facts', facts, '--since', 'P180D', '--json', json, '--html', html],
    );
    said = done.said;
    expect(done.code).toBe(0);
    report = BacktestReport.parse(JSON.parse(readFileSync(json, 'utf8')));
  }, 60_000);

  it('places every lead once under each playbook', () => {
    for (const side of [report.before, report.after]) {
      const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);
      expect(sum(side.stages)).toBe(LEADS);
      expect(sum(side.grid)).toBe(LEADS);
      expect(sum(side.confusion.mql) + sum(side.confusion.others)).toBe(LEADS);
      expect(sum(side.paths)).toBe(side.everMql);
      expect(side.lift.reduce((all, { leads }) => all + leads, 0)).toBeCloseTo(LEADS, 3);
    }
    expect(report.after.everMql - report.before.everMql).toBe(report.moves.gained.leads - report.moves.lost.leads);
  });

  it('says which rule moves leads, and names some by id', () => {
    expect(report.moves.gained.leads).toBeGreaterThan(0);
    expect(report.moves.lost.leads).toBe(0);
    expect(report.moves.gained.more).toEqual({ 'large-company': report.moves.gained.leads });
    expect(report.moves.gained.examples[0]?.rules).toEqual([{ rule: 'large-company', before: points, after: 45 }]);
    expect(said).toContain('more by large-company');
    expect(said).toContain(`~ fit rule large-company: points: +${points} → +45`);
  });

  it('is one page without scripts, without requests, under a strict policy', () => {
    const page = readFileSync(html, 'utf8');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
    const forbidden = ['<script', '<link', '<img', 'style="', 'url(', '@import', 'http://', 'https://'];
    expect(forbidden.filter((one) => page.includes(one))).toEqual([]);
    expect(page.match(/<svg /g)?.length).toBeGreaterThanOrEqual(5);
  });

  it('comes to the same on one thread as on three', async () => {
    const playbook = aPlaybook();
    const few = join(folder, 'few.ndjson');
    await writeFacts(few, { exportedAt: asOf }, inventLeads({ leads: 1_000, seed: 8, end: asOf, days: 180 }));
    const of = async (threads: number) => {
      const { tally } = await runBacktest(few, { before: playbook, after: playbook, asOf }, { threads });
      const { before } = tally.sides;
      return {
        ...tally,
        sides: {
          ...before,
          arrivals: before.arrivals.toSorted(),
          waits: before.waits.toSorted(),
          peaks: [...before.peaks].sort(),
        },
      };
    };
    expect(await of(3)).toEqual(await of(1));
  });
});

describe('facts that cannot be read', () => {
  const bad = join(folder, 'bad.ndjson');
  const good = (id: string) =>
    JSON.stringify(someFacts({ country: 'DE' }, { id, activities: [act('page-visited', 1)] }));

  it('are named by line, tell no value, and stop nobody', async () => {
    const spoilt = [
      '{"exportedAt":"2026-11-01T00:00:00.000Z"}',
      good('lead-1'),
      '{ not json',
      '[]',
      good('lead-2').replace('"page-visited"', '"mind-read"'),
      good('lead-3').replace('"capturedAt":"2026', '"capturedAt":"20-26'),
      '',
      '{"secret":"anna@example.org"}',
      good('lead-4'),
    ];
    writeFileSync(bad, spoilt.join('\n'));
    const { code, said } = await command('backtest', '--against', playbookFolder, '--facts', bad);
    expect(code).toBe(0);
    expect(said).toContain('2 leads');
    expect([...said.matchAll(/^ {2}line (\d+): /gm)].map(([, line]) => Number(line))).toEqual([3, 4, 5, 6, 8]);
    expect(said).not.toMatch(/anna|mind-read|20-26/);
  });

  it('fail when there is nothing else', async () => {
    writeFileSync(bad, '\u0000\u0001 binary\n{}\n');
    expect((await command('backtest', '--against', playbookFolder, '--facts', bad)).code).toBe(1);
  });

  it.each([
    ['backtest'],
    ['backtest', '--against', playbookFolder, '--facts', '/nowhere.ndjson'],
    ['backtest', '--against', playbookFolder, '--facts', '/nowhere.ndjson', '--since', '6 months'],
    ['backtest', '--against', '--output=/tmp/x', '--facts', facts],
    ['backtest', '--against', 'no-such-branch', '--facts', facts],
    ['explain', 'nobody', '--facts', facts],
    ['explain', 'nobody', '--facts', facts, '--locale', 'fr'],
    ['diff'],
    ['check', '--json', 'x'],
    ['nonsense'],
  ])('end in a sentence and exit code 1: %s %s %s %s', async (...args) => {
    const { code, said } = await command(...args);
    expect(code).toBe(1);
    expect(said).not.toBe('');
    expect(said).not.toMatch(/\n\s+at /);
  });
});
