import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { documents } from './documents.ts';

/** `npm run docs` writes the generated documents; with `--check` it writes nothing and fails when one is not as the code would make it. */
const check = process.argv.includes('--check');

for (const { path, content } of documents()) {
  const file = new URL(`../${path}`, import.meta.url);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
  if (check) {
    console.error(`${path} is not what the code says. Run \`npm run docs\` and commit the file.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, content);
    console.log(`${path} written`);
  }
}
