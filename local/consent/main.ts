import '../terminal/demand-node.mjs';

// Loaded only now: an older Node could not even read it.
const { runConsent } = await import('./run.ts');
process.exitCode = await runConsent(process.argv.slice(2), {
  say: (text) => void process.stdout.write(`${text}\n`),
  env: process.env,
});
