import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildFunctions } from '#infra/build-functions.ts';
import { isUnchanged } from '#infra/bundling/stamp.ts';
import { functionNames } from '#infra/functions.ts';
import { stages } from '#infra/stages.ts';
import { functionsOf } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

const run = promisify(execFile);
const environments = functionsOf(templatesOf(stages.dev).service);
let folder: string;

beforeAll(async () => {
  folder = await buildFunctions();
});

describe.each(functionNames)('%s', (name) => {
  it('ships its code and the playbook, and nothing else', () => {
    expect(readdirSync(join(folder, name)).toSorted()).toEqual(['index.mjs', 'playbook.json']);
    expect(JSON.parse(readFileSync(join(folder, name, 'playbook.json'), 'utf8'))).toHaveProperty('version');
  });

  it('starts with the environment that its stack gives it', async () => {
    // What the template leaves to CloudFormation (names, addresses) is some address here; nothing answers there.
    const own = Object.entries(environments.get(name)?.environment ?? {}).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : 'https://leads.example.com',
    ]);
    const env = {
      ...Object.fromEntries(own),
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'A',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    };
    const start = `const { handler } = await import(${JSON.stringify(join(folder, name, 'index.mjs'))}); console.log(typeof handler); process.exit();`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', start], { env });
    expect(stdout).toBe('function\n');
  });
});

it('knows that nothing has changed since', () => {
  expect(isUnchanged(join(folder, '../stamp.json'), join(folder, '../..'))).toBe(true);
});
