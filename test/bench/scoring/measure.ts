import { setTimeout as pause } from 'node:timers/promises';
import { after, DAY } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import type { FitReason } from '#domain/scoring/score.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { aScoring } from '#test/support/a-scoring.ts';
import { against, type Figure } from '../figure.ts';
import { median } from '../statistics.ts';
import { handWritten, type PlainLead } from './hand-written.ts';
import { profileOf } from './leads.ts';
import { rules } from './rules.ts';
import { rulesEngine } from './rules-engine.ts';

const LEADS = 200_000;
/** json-rules-engine would take minutes for all of them; its speed does not depend on how many there are. */
const FOR_ENGINE = 4_000;
const ROUNDS = 9;
const NOW = '2026-11-23T09:30:00.000Z';
const group = 'Scoring, 30 rules, one core';

/** Leads per second by our rules, json-rules-engine and hand-written code, in alternating rounds of one process. Throws when they disagree on a lead. */
export async function scoringFigures(): Promise<Figure[]> {
  const label = { de: 'Regel', en: 'Rule' };
  const fit = rules.map(([id, points, when]) => ({ id, label, points, when }));
  const scoring = compileScoring({ scoring: aScoring({ fit }), version: '0123456789ab' });
  const profiles = Array.from({ length: LEADS }, (_, n) => profileOf(n));
  const normalised = profiles.map((profile) => scoring.normalise(profile));
  const plain = profiles.map(plainOf);
  const engine = rulesEngine();
  await agree();

  const speeds = {
    ours: [] as number[],
    points: [] as number[],
    whole: [] as number[],
    hand: [] as number[],
    handPoints: [] as number[],
    engine: [] as number[],
  };
  let sink = 0;
  for (let round = 0; round < ROUNDS; round++) {
    speeds.ours.push(
      perSecond(LEADS, () => {
        for (const lead of normalised) sink += scoring.explained(lead, [], NOW).reasons.length;
      }),
    );
    speeds.hand.push(
      perSecond(LEADS, () => {
        for (const lead of plain) {
          const why: FitReason[] = [];
          sink += handWritten(lead, why) + why.length;
        }
      }),
    );
    speeds.points.push(
      perSecond(LEADS, () => {
        for (const lead of normalised) sink += scoring.points(lead, [], NOW).fit;
      }),
    );
    speeds.handPoints.push(
      perSecond(LEADS, () => {
        for (const lead of plain) sink += handWritten(lead, undefined);
      }),
    );
    speeds.whole.push(
      perSecond(LEADS, () => {
        for (const profile of profiles) sink += scoring.explained(scoring.normalise(profile), [], NOW).fit;
      }),
    );
    const start = performance.now();
    for (const lead of plain.slice(0, FOR_ENGINE)) sink += (await engine({ ...lead })).points;
    speeds.engine.push((FOR_ENGINE / (performance.now() - start)) * 1000);
    await pause(0);
  }
  if (Number.isNaN(sink)) throw new Error('Nothing was reckoned');
  const [ours, points, whole, hand, handPoints, other] = [
    speeds.ours,
    speeds.points,
    speeds.whole,
    speeds.hand,
    speeds.handPoints,
    speeds.engine,
  ].map(median) as [number, number, number, number, number, number];
  const note = `${millions(ours)} against ${Math.round(other)} leads/s`;

  return [
    against(
      {
        group,
        name: 'json-rules-engine, share of our time with reasons',
        value: (other / ours) * 1000,
        unit: '‰',
        note,
      },
      'ofRulesEngine',
    ),
    against(
      {
        group,
        name: 'with reasons, × the time of hand-written',
        value: hand / ours,
        unit: '×',
        note: `hand-written ${millions(hand)} leads/s`,
      },
      'ofHandWritten',
    ),
    { group, name: 'with reasons', value: ours / 1e6, unit: 'M leads/s' },
    {
      group,
      name: 'points only',
      value: points / 1e6,
      unit: 'M leads/s',
      note: `hand-written ${millions(handPoints)}, × ${(points / handPoints).toFixed(2)}`,
    },
    { group, name: 'with reasons, normalising each lead before', value: whole / 1e6, unit: 'M leads/s' },
    ...ourPlaybook(),
  ];

  async function agree(): Promise<void> {
    for (let n = 0; n < 2_000; n++) {
      const lead = plain[n];
      const own = normalised[n];
      if (lead === undefined || own === undefined) return;
      const why: FitReason[] = [];
      const by = [scoring.explained(own, [], NOW).fit, handWritten(lead, why), (await engine({ ...lead })).points];
      if (new Set(by).size > 1) throw new Error(`The engines disagree on lead ${n}: ${by.join(', ')}`);
    }
  }
}

/** Our own playbook on leads with twelve activities each, with reasons, and with the next change foreseen. */
function ourPlaybook(): Figure[] {
  const scoring = compileScoring(aPlaybook());
  const kinds = ['page-visited', 'pricing-viewed', 'paper-downloaded', 'mail-clicked', 'webinar-attended'] as const;
  const activities = Array.from(
    { length: 12 },
    (_, n): Activity => ({
      id: `activity-${n}`,
      kind: kinds[n % kinds.length] ?? 'page-visited',
      at: after(NOW, -n * 3 * DAY),
      ...(n % 2 === 0 ? { topic: 'membranes' } : { page: '/referenzen/klaerwerk' }),
    }),
  );
  const leads = Array.from({ length: 5_000 }, (_, n) => scoring.normalise(profileOf(n)));
  const speed = (run: (n: number) => unknown) =>
    median(Array.from({ length: 5 }, () => perSecond(leads.length, () => leads.forEach((_, n) => void run(n)))));
  const by = (name: string, run: (lead: (typeof leads)[number]) => unknown): Figure => ({
    group,
    name,
    value: speed((n) => run(leads[n] ?? { bits: [0], moments: [] })) / 1e3,
    unit: 'k leads/s',
  });

  return [
    by('our playbook, 12 activities each, with reasons', (lead) => scoring.explained(lead, activities, NOW)),
    by('the same, and when it changes next', (lead) => scoring.score(lead, activities, NOW)),
  ];
}

function perSecond(count: number, run: () => void): number {
  const start = performance.now();
  run();

  return (count / (performance.now() - start)) * 1000;
}

const millions = (speed: number): string => `${(speed / 1e6).toFixed(2)} M`;

function plainOf(profile: ReturnType<typeof profileOf>): PlainLead {
  const text = (name: string) => profile[name]?.value as string | undefined;
  const number = (name: string) => profile[name]?.value as number | undefined;

  return {
    country: text('country'),
    companySize: text('companySize'),
    emailKind: text('emailKind'),
    role: text('role'),
    area: text('area'),
    employees: number('employees'),
    revenue: number('revenue'),
    budget: text('budget'),
    timing: text('timing'),
    industry: text('industry'),
    phone: text('phone'),
    need: text('need'),
  };
}
