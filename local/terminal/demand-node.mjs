// Plain JavaScript, because an older Node cannot even read the rest: `node --import ./local/terminal/demand-node.mjs local/main.ts`.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Goldpan needs Node 24 or newer, as on AWS; this is ${process.versions.node}.\nOn Linux (x64) \`npm ci\` brings it along: start with \`npm start\`. Elsewhere install it from https://nodejs.org, or with a version manager.`,
  );
  process.exit(1);
}
