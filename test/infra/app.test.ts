import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { synthesize } from '#infra/synth.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the CDK app as the CDK CLI does. */
function synth(context: Record<string, string>, outdir = mkdtempSync(join(tmpdir(), 'goldpan-app-'))) {
  return spawnSync(process.execPath, ['infra/app.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
}

describe('the CDK app', () => {
  it('synthesizes offline what the local runtime runs, with every check', async () => {
    const outdir = mkdtempSync(join(tmpdir(), 'goldpan-app-'));
    const { status, stderr } = synth({ stage: 'prod' }, outdir);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });

    const local = mkdtempSync(join(tmpdir(), 'goldpan-app-'));
    const { stacks } = await synthesize({ stage: 'prod', outdir: local, validate: false });
    expect(stacks).toHaveLength(2);
    const read = (folder: string, file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const { templateFile } of stacks) expect(read(local, templateFile)).toEqual(read(outdir, templateFile));
  });

  it('stops at a bad playbook with file, line and reason, and no stack trace', () => {
    const playbook = join(mkdtempSync(join(tmpdir(), 'goldpan-playbook-')), 'playbook');
    cpSync(join(root, 'playbook'), playbook, { recursive: true });
    writeFileSync(join(playbook, 'team.yaml'), 'team: [\n');
    const { status, stderr } = synth({ playbook });
    expect(status).toBe(1);
    expect(stderr).toMatch(/playbook\/team\.yaml:\d+: \S/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('names the stages it knows when asked for another', () => {
    const { status, stderr } = synth({ stage: 'moon' });
    expect(status).toBe(1);
    expect(stderr).toBe('No stage "moon". Known stages: dev, staging, prod.\n');
  });
});
