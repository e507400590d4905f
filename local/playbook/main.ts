import '../terminal/demand-node.mjs';

// Loaded only now: an older Node could not even read it.
const { runCommand } = await import('./command.ts');
process.exitCode = await runCommand(process.argv.slice(2), {
  say: (text) => void process.stdout.write(`${text}\n`),
  env: process.env,
  now: () => new Date(),
});
