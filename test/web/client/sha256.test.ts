import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256 } from '#web/form/client/sha256.ts';

const hex = (words: Int32Array) => [...words].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

it('is SHA-256 for texts of every length around a block', () => {
  for (let length = 0; length < 200; length++) {
    const text = `${length}?&=abcXYZ`.repeat(20).slice(0, length);
    expect(hex(sha256(text)), text).toBe(createHash('sha256').update(text).digest('hex'));
  }
});
