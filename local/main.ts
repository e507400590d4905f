import './terminal/demand-node.mjs';

// Loaded only now: an older Node could not even read it.
const { run } = await import('./start/run.ts');
await run();
