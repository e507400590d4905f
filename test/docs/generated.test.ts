import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { documents } from '../../docs/documents.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

it.each(documents().map(({ path, content }) => [path, content] as const))(
  '%s is what the code says',
  (path, content) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(content);
  },
);

describe('npm run docs -- --check', () => {
  it('names the stale file and the command, and leaves the file alone', async () => {
    const copy = repositoryCopy();
    const stale = join(copy, 'docs/events.md');
    writeFileSync(stale, 'stale');
    const { code, stderr } = await generate(copy, '--check');
    expect([code, stderr.trim()]).toEqual([
      1,
      'docs/events.md is not what the code says. Run `npm run docs` and commit the file.',
    ]);
    expect(readFileSync(stale, 'utf8')).toBe('stale');
  });

  it('is content after npm run docs', async () => {
    const copy = repositoryCopy();
    writeFileSync(join(copy, 'docs/openapi.json'), '{}');
    expect((await generate(copy)).stdout.trim()).toBe('docs/openapi.json written');
    expect(await generate(copy, '--check')).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

function repositoryCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'goldpan-docs-'));
  for (const part of ['docs', 'shared', 'infra', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

  return copy;
}

async function generate(folder: string, ...flags: string[]) {
  try {
    const out = await promisify(execFile)(process.execPath, ['docs/generate.ts', ...flags], { cwd: folder });
    return { code: 0, ...out };
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'stdout' in error && 'stderr' in error)
      return { code: error.code, stdout: String(error.stdout), stderr: String(error.stderr) };
    throw error;
  }
}
