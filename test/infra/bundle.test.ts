import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '#infra/bundle.ts';
import { isBuildFailure } from '#infra/bundling/is-build-failure.ts';
import { addresses } from './fixtures/bundle/addresses/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fixture = (name: string) => join(root, 'test/infra/fixtures/bundle', name, 'index.ts');
const outdir = mkdtempSync(join(tmpdir(), 'goldpan-bundle-'));
const run = promisify(execFile);

/** Runs a module in a fresh Node and answers what it prints. */
const inNode = async (source: string, env: Record<string, string> = {}) => {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', source], { env });

  return stdout.trim();
};

beforeAll(async () => {
  const entries = Object.fromEntries(['addresses', 'calls-aws', 'plain'].map((name) => [name, fixture(name)]));
  await bundle({ entries, outdir, root });
});

describe('the bundle of a function', () => {
  const file = join(outdir, 'functions/calls-aws/index.mjs');

  it('ships without its source map, which lies apart', () => {
    expect(readdirSync(join(outdir, 'functions/calls-aws'))).toEqual(['index.mjs']);
    expect(existsSync(join(outdir, 'source-maps/calls-aws.mjs.map'))).toBe(true);
    expect(readFileSync(file, 'utf8')).not.toContain('sourceMappingURL');
  });

  it('holds only what its function uses', () => {
    expect(readFileSync(join(outdir, 'functions/plain/index.mjs')).byteLength).toBeLessThan(300);
  });

  it('keeps the SDK under 230 KB, without its chain of credential providers', () => {
    const { inputs } = JSON.parse(readFileSync(join(outdir, 'meta.json'), 'utf8'));
    const providers = Object.keys(inputs).filter((input) =>
      /node_modules\/@(aws-sdk|smithy)\/credential-provider/.test(input),
    );
    expect(providers).toEqual([]);
    expect(readFileSync(file).byteLength).toBeLessThan(230_000);
  });

  it.each([
    'event-streams/index.js',
    'endpoint-cache/dist-es/EndpointCache.js',
    'loadSharedConfigFiles.js',
    'Sha256Js.js',
    'getInstanceMetadataRegion.js',
    'client-dynamodb/package.json',
  ])('holds next to nothing of %s, which serves other places than Lambda', (idle) => {
    const { inputs } = JSON.parse(readFileSync(join(outdir, 'meta.json'), 'utf8'));
    const [, input] = Object.entries<{ bytes: number }>(inputs).find(([path]) => path.endsWith(idle)) ?? [];
    expect(input?.bytes).toBeLessThan(300);
  });

  it('reads no settings of the developer', async () => {
    const home = mkdtempSync(join(tmpdir(), 'goldpan-home-'));
    mkdirSync(join(home, '.aws'));
    writeFileSync(join(home, '.aws/config'), '[default]\nregion = us-east-1\n');
    const call = `const { handler } = await import(${JSON.stringify(file)}); await handler().catch((error) => console.log(error.message));`;
    expect(await inNode(call, { HOME: home, AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's' })).toBe(
      'Region is missing',
    );
  });

  it('starts without undici', async () => {
    const loaded = `await import(${JSON.stringify(file)}); console.log(process.moduleLoadList.filter((name) => name.includes('undici')).length);`;
    expect(await inNode(loaded, { AWS_REGION: 'eu-central-1' })).toBe('0');
  });

  it('calls AWS with the credentials of its environment', async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer(({ headers }, answer) => {
      seen.push(headers.authorization, String(headers['x-amz-security-token']));
      answer.end(JSON.stringify({ Item: { pk: { S: 'LEAD#1' } } }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const call = `const { handler } = await import(${JSON.stringify(file)}); console.log(await handler());`;
    const answer = await inNode(call, {
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'GETITEM',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session',
    }).finally(() => server.close());
    expect(answer).toBe('LEAD#1');
    expect(seen).toEqual([expect.stringContaining('Credential=GETITEM/'), 'session']);
  });
});

describe('the address of a service', () => {
  const inBundle = (call: string) =>
    inNode(
      `const { addresses } = await import(${JSON.stringify(join(outdir, 'functions/addresses/index.mjs'))}); console.log(JSON.stringify(${call}));`,
      { AWS_REGION: 'eu-central-1' },
    );

  it.each(['eu-central-1', 'us-east-1', 'us-gov-west-1', 'ap-southeast-4', 'cn-north-1', 'eusc-de-east-1'])(
    'is in %s what the SDK would find by its rules',
    async (region) => {
      expect(JSON.parse(await inBundle(`addresses('${region}')`))).toEqual(addresses(region));
    },
  );

  it('comes without those rules', () => {
    const { inputs } = JSON.parse(readFileSync(join(outdir, 'meta.json'), 'utf8'));
    expect(Object.keys(inputs).filter((input) => input.endsWith('/endpoint/bdd.js'))).toEqual([]);
  });

  it.each(["'us-iso-east-1'", "'eu-central-1', { UseFIPS: true }", "'eu-central-1', { UseDualStack: true }"])(
    'is refused, not guessed, for %s',
    async (where) => {
      await expect(inBundle(`addresses(${where})`)).rejects.toThrow('left out of the bundle: see docs/adr/0020');
    },
  );
});

it('writes the inputs of every bundle down', () => {
  const meta = JSON.parse(readFileSync(join(outdir, 'meta.json'), 'utf8'));
  expect(Object.keys(meta.inputs)).toContain('test/infra/fixtures/bundle/plain/index.ts');
});

it('names file, line and reason when a function does not build, and writes nothing', async () => {
  const nowhere = join(outdir, 'nowhere');
  const failure = await bundle({ entries: { broken: fixture('broken') }, outdir: nowhere, root }).catch(
    (error: unknown) => error,
  );
  expect(isBuildFailure(failure)).toBe(true);
  expect(String(failure)).toMatch(
    /fixtures\/bundle\/broken\/index\.ts:2:\d+: ERROR: Could not resolve "\.\/missing\.ts"/,
  );
  expect(existsSync(nowhere)).toBe(false);
});

it('makes the same bytes of the same sources', async () => {
  const again = join(outdir, 'again');
  await bundle({ entries: { 'calls-aws': fixture('calls-aws') }, outdir: again, root });
  const [first, second] = [outdir, again].map((folder) => readFileSync(join(folder, 'functions/calls-aws/index.mjs')));
  expect(second?.equals(first ?? Buffer.alloc(0))).toBe(true);
});
