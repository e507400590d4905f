import { prices } from '#local/aws/prices.ts';
import { against, type Figure } from '../figure.ts';
import { median, sum } from '../statistics.ts';
import { callsOf, type Step } from './life.ts';
import type { Write } from './written.ts';

const KINDS = 'Write units of a life, by item kind';
const STEPS = 'Write units of a life, by step';

/** Where the write units of one life go. */
export function unitFigures(life: readonly Step[]): Figure[] {
  const calls = callsOf(life);
  const writes = calls.flatMap((call) => call.writes);
  const total = sum(calls.map(({ writeUnits }) => writeUnits));
  const reads = sum(calls.map(({ readUnits }) => readUnits));
  const whole = {
    group: 'Units and dollars of a life (2 KB profile, 12 activities in 4 visits, no batches shared with others)',
  };
  const perMillion = 1_000_000;

  return [
    against({ ...whole, name: 'write units', value: total, unit: '' }, 'writeUnits'),
    { ...whole, name: 'read units', value: reads, unit: '' },
    {
      ...whole,
      name: 'DynamoDB, per million leads',
      value: (total * prices.writeUnits.dollars + reads * prices.readUnits.dollars) * perMillion,
      unit: '$',
    },
    { ...whole, name: 'Lambda invocations', value: sum(life.map(({ invocations }) => invocations.length)), unit: '' },
    { ...whole, name: 'events on the bus', value: sum(calls.map(({ events }) => events.length)), unit: '' },
    ...byKind(writes),
    ...life.map((step) => stepFigure(step)),
  ];
}

function byKind(writes: readonly Write[]): Figure[] {
  return [...Map.groupBy(writes, ({ kind }) => kind)]
    .map(([kind, all]) => ({ kind, all, units: sum(all.map(({ units }) => units)) }))
    .toSorted((a, b) => b.units - a.units)
    .map(({ kind, all, units }) => {
      const bytes = all.map((write) => write.bytes);
      const sizes = `${Math.min(...bytes)}–${median(bytes)}–${Math.max(...bytes)} bytes (least, median, most)`;

      return {
        group: KINDS,
        name: kind,
        value: units,
        unit: '',
        note: `${all.length} writes${kind === 'INDEX' ? '' : `, ${sizes}`}`,
      };
    });
}

function stepFigure({ name, invocations }: Step): Figure {
  const parts = invocations
    .map((invocation) => ({ name: invocation.name, units: sum(invocation.calls.map(({ writeUnits }) => writeUnits)) }))
    .filter(({ units }) => units > 0);
  const note = [...Map.groupBy(parts, (part) => part.name)]
    .map(([who, all]) => `${who} ${sum(all.map(({ units }) => units))}`)
    .join(', ');

  return { group: STEPS, name, value: sum(parts.map(({ units }) => units)), unit: '', note };
}
