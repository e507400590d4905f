import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { type Certificate, certificateFile } from '#domain/consent/certificate.ts';
import { type ConsentEntry, entryHash } from '#domain/consent/ledger.ts';
import { aCertificate } from '#test/support/a-certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'goldpan-certificate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const script = new URL('../../docs/verify-certificate.mjs', import.meta.url).pathname;
let files = 0;

const write = (text: string) => {
  const file = join(folder, `${++files}.json`);
  writeFileSync(file, text);
  return file;
};

async function check(...texts: string[]): Promise<{ code: number; said: string }> {
  const run = promisify(execFile)(process.execPath, [script, ...texts.map(write)]);
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stderr }) => ({ code, said: stderr }),
  );
}

type Entries = readonly ConsentEntry[];
const withEntries = (certificate: Certificate, entries: Entries): string =>
  certificateFile({ ...certificate, ledger: { ...certificate.ledger, entries } });
const certificate = aCertificate();
const { entries } = certificate.ledger;
const changed = (n: number, change: (entry: ConsentEntry) => object): Entries =>
  entries.map((entry) => (entry.n === n ? ({ ...entry, ...change(entry) } as ConsentEntry) : entry));

it('accepts what we issue, says what happened in words, and what it does not prove', async () => {
  const { code, said } = await check(certificateFile(certificate));

  expect(code).toBe(0);
  expect(said).toContain('EVERYTHING FITS');
  expect(said).toContain(certificate.ledger.head.hash);
  for (const entry of entries) expect(said).toContain(entry.at);
  for (const entry of entries)
    if (entry.kind === 'requested') expect(said).toContain(JSON.stringify(entry.wording.text));
  expect(said).toContain('What it does not prove');
});

it('accepts it with its keys in another order and with white space', async () => {
  const turned = JSON.stringify(
    JSON.parse(certificateFile(certificate), (_, part) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).reverse())
        : part,
    ),
    undefined,
    2,
  );
  expect((await check(turned)).code).toBe(0);
});

/** The hash made anew, as somebody would who knows how. */
const rehashed = (entry: ConsentEntry, change: object): object => {
  const forged = { ...entry, ...change };
  return { ...forged, hash: entryHash(forged, sha256) };
};

const tamperings: Record<string, [text: string, says: string]> = {
  'a changed time': [
    withEntries(
      certificate,
      changed(2, () => ({ at: '2020-01-01T00:00:00.000Z' })),
    ),
    'Entry 2: was changed',
  ],
  'another wording': [
    withEntries(
      certificate,
      changed(1, (entry) =>
        rehashed(entry, {
          wording: { ...(entry.kind === 'requested' ? entry.wording : {}), text: 'I want all of it.' },
        }),
      ),
    ),
    'Entry 1: its wording is not the one that was hashed',
  ],
  'another wording with hashes of its own': [
    withEntries(
      certificate,
      changed(1, (entry) =>
        rehashed(entry, {
          wording: {
            ...(entry.kind === 'requested' ? entry.wording : {}),
            text: 'I want all of it.',
            sha256: sha256('I want all of it.'),
          },
        }),
      ),
    ),
    'Entry 2: does not follow the entry before it',
  ],
  'another hash': [
    withEntries(
      certificate,
      changed(3, () => ({ hash: sha256('x') })),
    ),
    'Entry 3: was changed',
  ],
  'the first entry removed': [withEntries(certificate, entries.slice(1)), 'Entry 1: is missing'],
  'an entry removed': [
    withEntries(
      certificate,
      entries.filter(({ n }) => n !== 3),
    ),
    'Entry 3: is missing',
  ],
  'the last entry removed': [withEntries(certificate, entries.slice(0, -1)), `Entry ${entries.length}: is missing`],
  'two entries swapped': [
    withEntries(certificate, [entries[1], entries[0], ...entries.slice(2)] as ConsentEntry[]),
    'Entry 1: is missing; entry 2 comes instead',
  ],
  'an entry twice': [
    withEntries(certificate, [entries[0], entries[0], ...entries.slice(1)] as ConsentEntry[]),
    'Entry 2: is not in its place',
  ],
  'an entry added behind the end': [
    withEntries(certificate, [
      ...entries,
      rehashed(entries.at(-1) as ConsentEntry, {
        n: entries.length + 1,
        previous: certificate.ledger.head.hash,
      }) as ConsentEntry,
    ]),
    `Entry ${entries.length + 1}: was added`,
  ],
  'the last entry written anew': [
    withEntries(
      certificate,
      changed(entries.length, (entry) => rehashed(entry, { at: '2020-01-01T00:00:00.000Z' })),
    ),
    `Entry ${entries.length}: is not the one with which the ledger ended`,
  ],
  'another file': ['{"format":"something else"}', 'no certificate that this script knows'],
};

it.each(Object.entries(tamperings))('names the entry of a certificate with %s', async (_what, [text, says]) => {
  const { code, said } = await check(text);
  expect(code).toBe(1);
  expect(said).toContain(says);
});

it('shows against an earlier certificate that the whole ledger was written anew', async () => {
  const earlier = aCertificate({ steps: 3 });
  expect(await check(certificateFile(certificate), certificateFile(earlier))).toMatchObject({ code: 0 });

  const anew = aCertificate({ page: 'https://www.example.com/another/' });
  expect((await check(certificateFile(anew))).code).toBe(0);
  const { code, said } = await check(certificateFile(anew), certificateFile(earlier));
  expect(code).toBe(1);
  expect(said).toContain('Entry 3: is another one than in the earlier certificate');
});

it.each([
  ['jq and sha256sum', `jq -cjS '.ledger.entries[0] | del(.hash)' "$1" | sha256sum`],
  [
    'grep, sed and sha256sum',
    `grep -o '{"at":[^{]*{[^}]*}[^{]*{[^}]*}}' "$1" | head -n 1 | sed -E 's/"hash":"[0-9a-f]{64}",//' | tr -d '\\n' | sha256sum`,
  ],
])('can be done by hand with %s, as docs/certificate.md says', async (_tools, command) => {
  const file = write(certificateFile(certificate));
  const { stdout } = await promisify(execFile)('sh', ['-c', command, 'sh', file]);
  expect(stdout.split(' ')[0]).toBe(entries[0]?.hash);
});
