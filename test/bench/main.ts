import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Figure, judged } from './figure.ts';
import { table } from './print.ts';
import { buildSystem } from './system.ts';

const help = `npm run bench -- [--json FILE] [--only cold-start,life,running,timing,scoring] [--runs N] [--big]

  --json FILE   writes all figures there, too
  --only …      measures only these parts
  --runs N      fresh processes per variant of the cold start (default 25)
  --big         looks at growth with a million stored leads instead of 20,000 (takes long)
`;
const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string', default: 'cold-start,life,running,timing,scoring' },
    runs: { type: 'string', default: '25' },
    big: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) process.stdout.write(help);
else await bench();

async function bench(): Promise<void> {
  const wanted = new Set(options.only.split(','));
  const system = await buildSystem();
  const figures: Figure[] = [];
  if (wanted.has('cold-start')) {
    const { coldStartFigures } = await import('./cold-start/figures.ts');
    figures.push(...(await coldStartFigures(system, Number(options.runs))));
  }
  if (wanted.has('life')) {
    const { lifeFigures } = await import('./life/figures.ts');
    figures.push(...(await lifeFigures(system, { stored: options.big ? 1_000_000 : 20_000 })));
  }
  if (wanted.has('running')) {
    const { runningFigures } = await import('./running/figures.ts');
    figures.push(...(await runningFigures()));
  }
  if (wanted.has('timing')) {
    const { timingFigures } = await import('./timing/figures.ts');
    figures.push(...(await timingFigures()));
  }
  if (wanted.has('scoring')) {
    const { scoringFigures } = await import('./scoring/figures.ts');
    figures.push(...(await scoringFigures()));
  }
  const all = figures.map(judged);
  process.stdout.write(`${table(all)}\n\n${verdict(all.map(({ met }) => met))}\n`);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ node: process.version, figures: all }, null, 2)}\n`);
  }
}

function verdict(outcomes: readonly (boolean | undefined)[]): string {
  const count = (outcome: boolean) => outcomes.filter((one) => one === outcome).length;

  return `${count(true)} targets met, ${count(false)} not. Milliseconds drift with the machine; counts and ratios do not.`;
}
