import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { functionNames } from '#infra/functions.ts';
import { goldpan } from '#infra/goldpan.ts';
import { stages } from '#infra/stages.ts';
import { callersOf } from '#local/aws/callers.ts';
import { tableDefinitions } from '#local/aws/table-keys.ts';
import { loadModel } from '#local/cfn/load.ts';
import type { Model } from '#local/cfn/model.ts';
import { GOLDPAN_TABLE, SUPPRESSION_TABLE } from '#test/support/dynamodb.ts';

let folder: string;
let model: Model;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'goldpan-test-'));
  for (const name of functionNames) {
    mkdirSync(join(folder, 'functions', name), { recursive: true });
    writeFileSync(join(folder, 'functions', name, 'index.mjs'), `export const handler = async () => '${name}';`);
  }
  const outdir = join(folder, 'cdk.out');
  goldpan({ stage: stages.dev, functionsFolder: join(folder, 'functions'), outdir, validate: false }).synth();
  model = loadModel(outdir, { httpApi: 'http://localhost:4400', aws: 'http://127.0.0.1:9' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('resolves everything that infra synthesizes', () => {
  expect(model.ofType('AWS::Lambda::Function')).toHaveLength(functionNames.length);
  expect(JSON.stringify(model.resources)).not.toMatch(/"Fn::|"Ref":/);
});

it('finds the code of every function', () => {
  for (const lambdaFunction of model.ofType('AWS::Lambda::Function')) {
    expect(existsSync(join(model.codeFolder(lambdaFunction), 'index.mjs'))).toBe(true);
  }
});

it('lets links begin at the local HTTP API', () => {
  const bases = model.ofType('AWS::Lambda::Function').map(({ properties }) => JSON.stringify(properties.Environment));

  expect(bases.filter((text) => text.includes('"BASE_URL":"http://localhost:4400"')).length).toBeGreaterThan(0);
});

it('can evaluate the policies of every role', () => {
  expect(callersOf(model).functions.map(({ statements }) => statements?.length ?? 0)).not.toContain(0);
});

it('defines the tables that the tests use', () => {
  expect([...tableDefinitions(model).values()]).toEqual([GOLDPAN_TABLE, SUPPRESSION_TABLE]);
});
