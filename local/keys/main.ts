import '../terminal/demand-node.mjs';

// Loaded only now: an older Node could not even read it.
const { runKeys } = await import('./run.ts');
process.exitCode = await runKeys(process.argv.slice(2), process.env);
