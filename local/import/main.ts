import '../terminal/demand-node.mjs';

// Loaded only now: an older Node could not even read it.
const { runImport } = await import('./import.ts');
process.exitCode = await runImport(process.argv.slice(2));
