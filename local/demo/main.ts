import '../terminal/demand-node.mjs';

// Loaded only now: an older Node could not even read it.
const { demo } = await import('./demo.ts');
process.exitCode = await demo(process.argv.slice(2));
