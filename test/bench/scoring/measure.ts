import { against, type Figure } from '../figure.ts';
import { median } from '../statistics.ts';
import { ourPlaybook } from './our-playbook.ts';
import { alternating } from './rounds.ts';
import { thirtyRules } from './variants.ts';

const ROUNDS = 18;
const group = 'Scoring, 30 rules, one core';

/** Leads per second by our rules, json-rules-engine and hand-written code, in alternating rounds of one process. Ratios are taken within a round. */
export async function scoringFigures(): Promise<Figure[]> {
  const speeds = await alternating(await thirtyRules(), ROUNDS);
  const own = await alternating(ourPlaybook(), ROUNDS / 2);
  const ratio = (of: keyof typeof speeds, to: keyof typeof speeds) =>
    median(speeds[of].map((speed, round) => speed / (speeds[to][round] ?? Number.NaN)));
  const ours = median(speeds.ours);

  return [
    against(
      {
        group,
        name: 'json-rules-engine, share of our time with reasons',
        value: 1000 / ratio('ours', 'engine'),
        unit: '‰',
        note: `${millions(ours)} against ${Math.round(median(speeds.engine))} leads/s`,
      },
      'ofRulesEngine',
    ),
    against(
      {
        group,
        name: 'with reasons, × the time of hand-written',
        value: 1 / ratio('ours', 'hand'),
        unit: '×',
        note: `hand-written ${millions(median(speeds.hand))} leads/s`,
      },
      'ofHandWritten',
    ),
    { group, name: 'with reasons', value: ours / 1e6, unit: 'M leads/s' },
    {
      group,
      name: 'points only',
      value: median(speeds.points) / 1e6,
      unit: 'M leads/s',
      note: `hand-written ${millions(median(speeds.handPoints))}, × ${ratio('points', 'handPoints').toFixed(2)}`,
    },
    {
      group,
      name: 'with reasons, normalising each lead before',
      value: median(speeds.whole) / 1e6,
      unit: 'M leads/s',
    },
    {
      group,
      name: 'our playbook, 12 activities each, with reasons',
      value: median(own.explained) / 1e3,
      unit: 'k leads/s',
    },
    { group, name: 'the same, and when it changes next', value: median(own.foreseen) / 1e3, unit: 'k leads/s' },
  ];
}

const millions = (speed: number): string => `${(speed / 1e6).toFixed(2)} M`;
