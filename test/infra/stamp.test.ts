import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isUnchanged, stamp } from '#infra/bundling/stamp.ts';

let root: string;
let stampFile: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'goldpan-stamp-'));
  stampFile = join(root, 'stamp.json');
  writeFileSync(join(root, 'a.ts'), 'a');
  writeFileSync(join(root, 'b.ts'), 'b');
  stamp(stampFile, root, ['a.ts', 'b.ts']);
});

describe('a stamp', () => {
  it('holds while the files hold what they held', () => {
    writeFileSync(join(root, 'a.ts'), 'a');
    expect(isUnchanged(stampFile, root)).toBe(true);
  });

  it('breaks when a file changes', () => {
    writeFileSync(join(root, 'b.ts'), 'B');
    expect(isUnchanged(stampFile, root)).toBe(false);
  });

  it('breaks when a file goes', () => {
    rmSync(join(root, 'a.ts'));
    expect(isUnchanged(stampFile, root)).toBe(false);
  });

  it('is none when its file is torn or missing', () => {
    writeFileSync(stampFile, '{"files":[');
    expect(isUnchanged(stampFile, root)).toBe(false);
    rmSync(stampFile);
    expect(isUnchanged(stampFile, root)).toBe(false);
  });
});
