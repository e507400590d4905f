import type { Palette } from '#local/terminal/paint.ts';
import type { Lead } from './goldpan.ts';

export type Funnel = {
  /** Name and count of each step, widest first. */
  readonly steps: readonly (readonly [name: string, count: number])[];
  /** By salesperson: leads that are theirs, and offers that they have not answered. */
  readonly sales: readonly { readonly name: string; readonly accepted: number; readonly open: number }[];
};

/** Counts how far people came; of those who sent a form and did not confirm, nothing is left after a week. */
export function funnelOf(
  people: { readonly visitors: number; readonly forms: number },
  leads: readonly Lead[],
): Funnel {
  const count = (test: (lead: Lead) => boolean) => leads.filter(test).length;
  const names = new Set(
    leads.flatMap(({ owner, offer }) => [owner, offer?.salesperson ?? null]).filter((name) => name !== null),
  );

  return {
    steps: [
      ['Visitors', people.visitors],
      ['Submissions', people.forms],
      ['Confirmed', count(({ optIn }) => optIn === 'confirmed')],
      ['Qualified (MQL)', count(({ stage, offer }) => stage !== 'raw' || offer !== null)],
      ['Offered', count(({ offer }) => offer !== null)],
      ['Accepted', count(({ owner }) => owner !== null)],
      ['Qualified (SQL)', count(({ stage }) => stage === 'sql')],
    ],
    sales: [...names].toSorted().map((name) => ({
      name,
      accepted: count(({ owner }) => owner === name),
      open: count(({ offer }) => offer?.salesperson === name && offer.status === 'open'),
    })),
  };
}

const WIDTH = 32;

/** The funnel for a terminal: a bar per step, with its share of the step before. */
export function drawFunnel({ steps, sales }: Funnel, paint: Palette): string {
  const widest = Math.max(1, ...steps.map(([, count]) => count));
  const lines = steps.map(([name, count], index) => {
    const before = steps[index - 1]?.[1];
    const share = before === undefined || before === 0 ? '' : `${Math.round((count / before) * 100)} %`;

    return `  ${name.padEnd(16)} ${String(count).padStart(5)}  ${paint.gold('█'.repeat(Math.round((count / widest) * WIDTH)).padEnd(WIDTH))} ${paint.soft(share.padStart(5))}`;
  });
  const people = sales.map(
    ({ name, accepted, open }) => `  ${name.padEnd(20)} ${String(accepted).padStart(5)}  ${String(open).padStart(10)}`,
  );

  return [
    '',
    ...lines,
    ...(people.length === 0
      ? []
      : ['', paint.soft(`  ${'Salesperson'.padEnd(20)} ${'leads'.padStart(5)}  ${'unanswered'}`), ...people]),
  ].join('\n');
}
