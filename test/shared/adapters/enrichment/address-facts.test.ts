import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { addressFacts } from '#adapters/enrichment/address-facts.ts';
import { sharedData } from '#test/support/shared-data.ts';

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

const isRole = (name: string) => addressFacts(`${name}@wasserwerk.de`).isRole;

it('takes every mailbox of RFC 2142 for a task’s, in German offices as well', () => {
  const rfc =
    'info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp';
  const german =
    'kontakt vertrieb einkauf buchhaltung rechnung bewerbung personal zentrale empfang sekretariat datenschutz';

  expect(`${rfc} ${german}`.split(' ').filter((name) => !isRole(name))).toEqual([]);
});

const list = sharedData('lists/role-accounts.json');
it('takes a person for a person', () => {
  const persons = 'ada anna peter.mueller j.smith maria thomas info.mueller informatik salesmann supporter hellmann';

  expect(persons.split(' ').filter(isRole)).toEqual([]);
});

it.skipIf(list === undefined)('knows sixty of the names of tasks that another list has (needs ../shared/data)', () => {
  const names = z.array(z.string()).parse(JSON.parse(readFileSync(list ?? '', 'utf8')));

  expect(names.filter(isRole).length).toBeGreaterThan(60);
});
