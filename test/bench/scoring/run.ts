import { scoringFigures } from './measure.ts';

/** A process of its own, started by `figures.ts`: the figures as JSON. */
process.stdout.write(JSON.stringify(await scoringFigures()));
