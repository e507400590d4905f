import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalAddress } from '#domain/consent/canonical-address.ts';

it.each([
  ['plus-tags', 'ada+news@wasserwerk.example', 'ada@wasserwerk.example'],
  ['everything after the first tag', 'ada+a+b@wasserwerk.example', 'ada@wasserwerk.example'],
  ['case', 'Ada@Wasserwerk.example', 'ada@wasserwerk.example'],
  ['a plus-tag at Outlook', 'ada.l+x@outlook.com', 'ada.l@outlook.com'],
  ['dots at Gmail', 'a.d.a@gmail.com', 'ada@gmail.com'],
  ['Gmail by its old German name', 'a.da+x@googlemail.com', 'ada@gmail.com'],
  ['tags at Yahoo', 'ada-shopping@yahoo.co.uk', 'ada@yahoo.co.uk'],
  ['tags at Yahoo by other names', 'ada-1+2@ymail.com', 'ada@ymail.com'],
  ['the three names of iCloud', 'ada+x@me.com', 'ada@icloud.com'],
  ['dots, hyphens and names of Proton', 'a.d-a_1+x@pm.me', 'ada1@proton.me'],
  ['names in the host at Fastmail', 'shop@ada.fastmail.com', 'ada@fastmail.com'],
  ['a plus-tag at Fastmail', 'ada+x@fastmail.com', 'ada@fastmail.com'],
  ['the names of Yandex, and its dots for hyphens', 'a.d-a@ya.ru', 'a-d-a@yandex.ru'],
  ['a tag under a domain in another script', 'ada+x@xn--mller-kva.example', 'ada@xn--mller-kva.example'],
])('takes %s for one mailbox', (_what, address, mailbox) => {
  expect(canonicalAddress(address)).toBe(mailbox);
});

it.each([
  ['dots at a company', 'a.da@wasserwerk.example', 'ada@wasserwerk.example'],
  ['dots at Outlook', 'a.da@outlook.com', 'ada@outlook.com'],
  ['hyphens at a company', 'ada-lovelace@wasserwerk.example', 'ada@wasserwerk.example'],
  ['Yahoo in two countries', 'ada@yahoo.de', 'ada@yahoo.fr'],
  ['a host that only sounds like Yahoo', 'ada-x@yahoo.evil.example', 'ada@yahoo.evil.example'],
  ['two people at hosts of one company', 'ada@nord.wasserwerk.example', 'ada@wasserwerk.example'],
])('keeps apart %s', (_what, one, other) => {
  expect(canonicalAddress(one)).not.toBe(canonicalAddress(other));
});

it.each(['+ada@gmail.com', '.@gmail.com', '+@wasserwerk.example', '-@yahoo.com', '_.-@proton.me', '.+x@gmail.com'])(
  'leaves a name where %s would have none',
  (address) => {
    expect(canonicalAddress(address)).toMatch(/^.+@.+$/);
  },
);

const character = fc.constantFrom(...'ab1.+-_');
const local = fc.array(character, { minLength: 1, maxLength: 12 }).map((characters) => characters.join(''));
const domain = fc.constantFrom(
  'gmail.com',
  'googlemail.com',
  'yahoo.de',
  'ymail.com',
  'outlook.com',
  'me.com',
  'pm.me',
  'yandex.com',
  'fastmail.com',
  'b.fastmail.com',
  'wasserwerk.example',
  'xn--mller-kva.example',
);
const address = fc.tuple(local, domain).map(([name, host]) => `${name}@${host}`);

it('is the same for a mailbox that is canonical already, and never empty', () => {
  fc.assert(
    fc.property(address, (one) => {
      const mailbox = canonicalAddress(one);
      expect(canonicalAddress(mailbox)).toBe(mailbox);
      expect(mailbox).toMatch(/^[^@]+@[^@]+$/);
    }),
    { numRuns: 2_000 },
  );
});

/** A mailbox's name, spelled as its provider lets anybody spell it. */
const names = fc.stringMatching(/^[a-z][a-z0-9]{2,9}$/);
const tag = fc.stringMatching(/^[a-z0-9.+-]{0,8}$/);
const dotted = (name: string, places: readonly boolean[]) =>
  [...name].map((letter, n) => (n > 0 && places[n] ? `.${letter}` : letter)).join('');
const shouted = (text: string, places: readonly boolean[]) =>
  [...text].map((letter, n) => (places[n] ? letter.toUpperCase() : letter)).join('');

it('is one for all spellings of a mailbox: tags, dots, case, names of the provider', () => {
  const places = fc.array(fc.boolean(), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(names, tag, places, places, fc.boolean(), (name, suffix, dots, capitals, isOld) => {
      const atGoogle = `${dotted(name, dots)}+${suffix}@${isOld ? 'googlemail.com' : 'gmail.com'}`;
      expect(canonicalAddress(shouted(atGoogle, capitals))).toBe(`${name}@gmail.com`);
      expect(canonicalAddress(`${shouted(name, capitals)}+${suffix}@wasserwerk.example`)).toBe(
        `${name}@wasserwerk.example`,
      );
      expect(canonicalAddress(`${name}-${suffix}@yahoo.com`)).toBe(`${name}@yahoo.com`);
    }),
  );
});
