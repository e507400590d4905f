import { expect, it } from 'vitest';
import { addressFacts } from '#adapters/enrichment/address-facts.ts';

it.each([
  ['ada@wasserwerk.de', { domain: 'wasserwerk.de', kind: 'business', isRole: false }],
  ['ada@mail.wasserwerk.co.uk', { domain: 'wasserwerk.co.uk', kind: 'business', isRole: false }],
  ['ada@gmail.com', { domain: 'gmail.com', kind: 'free', isRole: false }],
  ['ada@gmx.de', { domain: 'gmx.de', kind: 'free', isRole: false }],
  ['ada@mailinator.com', { domain: 'mailinator.com', kind: 'disposable', isRole: false }],
  ['info@wasserwerk.de', { domain: 'wasserwerk.de', kind: 'business', isRole: true }],
  ['vertrieb+x@wasserwerk.de', { domain: 'wasserwerk.de', kind: 'business', isRole: true }],
  ['informatik@wasserwerk.de', { domain: 'wasserwerk.de', kind: 'business', isRole: false }],
  ['ada@xn--mller-kva.de', { domain: 'xn--mller-kva.de', kind: 'business', isRole: false }],
  ['ada@localhost', { domain: 'localhost', kind: 'business', isRole: false }],
])('tells of %s what it says by itself', (address, facts) => {
  expect(addressFacts(address)).toEqual(facts);
});
