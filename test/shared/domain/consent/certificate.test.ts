import { expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import {
  certificateFault,
  certificateFile,
  certificateOf,
  requestsOf,
  standingOf,
} from '#domain/consent/certificate.ts';
import { append, type ConsentEntry, type Declaration, emptyLedger, entryHash } from '#domain/consent/ledger.ts';
import { aCertificate } from '#test/support/a-certificate.ts';
import { aViewer, NOW } from '#test/support/a-lead.ts';

const issue = { at: NOW, by: 'Flusswerk GmbH', imprint: 'Hamburg', to: 'operator' } as const;
const wording = { text: 'Yes.', sha256: sha256('Yes.'), formId: 'f', locale: 'en', privacyNotice: '1' } as const;
const said = (kind: 'requested' | 'confirmed' | 'withdrawn', requestId: string): Declaration => {
  const consent = { channel: 'email', purpose: 'news', requestId, viewer: aViewer } as const;
  if (kind === 'requested') return { kind, ...consent, wording };

  return kind === 'confirmed' ? { kind, ...consent, method: 'button' } : { kind, ...consent, method: 'preferences' };
};
const ledgerOf = (...declarations: Declaration[]): ConsentEntry[] =>
  append(emptyLedger, declarations, NOW, sha256).entries;

it('holds the entries as they were hashed, canonical, so that each stands in the file with its bytes', () => {
  const certificate = aCertificate();
  const file = certificateFile(certificate);

  expect(JSON.parse(file)).toEqual(certificate);
  for (const { hash } of certificate.ledger.entries) {
    const [entry = ''] =
      file.match(new RegExp(`\\{"at":[^\\n]*?"hash":"${hash}"[^\\n]*?\\}(?=,\\{"at"|\\],"head")`)) ?? [];
    const own = entry.slice(entry.lastIndexOf('{"at":'));
    expect(sha256(own.replace(`"hash":"${hash}",`, ''))).toBe(hash);
  }
  expect(certificateFault(certificate, sha256)).toBeUndefined();
});

it('begins where the ledger stood before the lead came', () => {
  const entries = ledgerOf(
    said('requested', 'a'),
    said('withdrawn', 'a'),
    said('requested', 'b'),
    said('confirmed', 'b'),
  );
  const certificate = certificateOf({ leadId: 'l', addressHash: 'h', entries: entries.slice(2) }, issue);

  expect(certificate.ledger.after).toEqual({ entries: 2, hash: entries[1]?.hash });
  expect(certificateFault(certificate, sha256)).toBeUndefined();
});

it('of who never consented to anything is empty and whole', () => {
  const certificate = certificateOf({ leadId: 'l', addressHash: 'h', entries: [], head: emptyLedger }, issue);

  expect(certificateFault(certificate, sha256)).toBeUndefined();
  expect(certificate.subject).toEqual({ lead: 'l', addressHash: 'h' });
});

it('is not whole when what is kept apart of the ledger says that it goes on', () => {
  const entries = ledgerOf(said('requested', 'a'), said('confirmed', 'a'));
  const head = { entries: 2, hash: entries[1]?.hash ?? '' };

  expect(
    certificateFault(certificateOf({ leadId: 'l', addressHash: 'h', entries, head }, issue), sha256),
  ).toBeUndefined();
  const cut = certificateOf({ leadId: 'l', addressHash: 'h', entries: entries.slice(0, 1), head }, issue);
  expect(certificateFault(cut, sha256)).toEqual({ n: 2, what: 'missing' });
});

it('is not whole when a wording does not have the hash that the form showed', () => {
  const [first] = ledgerOf(said('requested', 'a')) as [ConsentEntry];
  const forged = { ...first, wording: { ...wording, text: 'Yes, to all.' } };
  const entries = [{ ...forged, hash: entryHash(forged, sha256) } as ConsentEntry];

  expect(certificateFault(certificateOf({ leadId: 'l', addressHash: 'h', entries }, issue), sha256)).toEqual({
    n: 1,
    what: 'changed',
  });
});

it('sorts entries by the request that they belong to', () => {
  const entries = ledgerOf(
    said('requested', 'a'),
    said('requested', 'b'),
    said('confirmed', 'b'),
    said('withdrawn', 'a'),
  );

  expect(requestsOf(entries).map(({ requestId, entries: own }) => [requestId, own.map(({ n }) => n)])).toEqual([
    ['a', [1, 4]],
    ['b', [2, 3]],
  ]);
});

it.each([
  ['asked for and never confirmed', ['requested'], 'requested'],
  ['confirmed', ['requested', 'confirmed'], 'confirmed'],
  ['confirmed, then the form once more', ['requested', 'confirmed', 'requested'], 'confirmed'],
  ['withdrawn', ['requested', 'confirmed', 'withdrawn'], 'withdrawn'],
  ['withdrawn, then the form once more', ['requested', 'confirmed', 'withdrawn', 'requested'], 'requested'],
] as const)('says how a consent stands that was %s', (_story, kinds, stands) => {
  const entries = ledgerOf(...kinds.map((kind) => said(kind, 'a')));

  expect(standingOf(entries).map(({ kind }) => kind)).toEqual([stands]);
});
