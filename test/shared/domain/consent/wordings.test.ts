import { describe, expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { append, type Declaration, emptyLedger } from '#domain/consent/ledger.ts';
import { wasConfirmed, wordingsOf } from '#domain/consent/wordings.ts';
import { aViewer, NOW } from '#test/support/a-lead.ts';

const news = { channel: 'email', purpose: 'news', requestId: 'r', viewer: aViewer } as const;
const asked = (text: string): Declaration => ({
  kind: 'requested',
  ...news,
  wording: { text, sha256: sha256(text), formId: 'f', locale: 'en', privacyNotice: '1' },
});
const confirmed: Declaration = { kind: 'confirmed', ...news, method: 'button' };
const withdrawn: Declaration = { kind: 'withdrawn', ...news, method: 'preferences' };

/** The wording that e-mail news stand on after these declarations. */
const standing = (...declarations: Declaration[]) =>
  wordingsOf(append(emptyLedger, declarations, NOW, sha256).entries).get('email/news')?.text;

describe('the wording a consent stands on', () => {
  it('is the last that was shown, as long as nobody confirmed', () => {
    expect(standing(asked('old'), asked('new'))).toBe('new');
  });

  it('stays the confirmed one, whatever form is sent afterwards', () => {
    expect(standing(asked('old'), confirmed, asked('new'))).toBe('old');
  });

  it('is the newer one once that is confirmed', () => {
    expect(standing(asked('old'), asked('new'), confirmed)).toBe('new');
    expect(standing(asked('old'), confirmed, withdrawn, asked('new'), confirmed)).toBe('new');
  });

  it('is still told after the withdrawal, until another is asked for', () => {
    expect(standing(asked('old'), confirmed, withdrawn)).toBe('old');
    expect(standing(asked('old'), confirmed, withdrawn, asked('new'))).toBe('new');
  });

  it('is none of what was never asked for', () => {
    expect(standing({ ...confirmed, purpose: 'other' })).toBeUndefined();
  });
});

it('knows what was ever confirmed', () => {
  const { entries } = append(emptyLedger, [asked('old'), withdrawn, { ...confirmed, purpose: 'offers' }], NOW, sha256);

  expect(wasConfirmed(entries, { channel: 'email', purpose: 'offers' })).toBe(true);
  expect(wasConfirmed(entries, { channel: 'email', purpose: 'news' })).toBe(false);
});
