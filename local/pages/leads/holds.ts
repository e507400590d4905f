import type { Head } from './items.ts';

/** A mail that does not go out, and why. `isGivenUp`: it will not. */
export type Hold = { readonly mail: string; readonly why: string; readonly since: string; readonly isGivenUp: boolean };

const reasons: Readonly<Record<string, string>> = {
  mailbox: 'the mailbox got as many as it may',
  network: 'too many were asked for from this network',
  domain: 'too many to this domain',
  everybody: 'too many in all',
  suppressed: 'the address is on the suppression list',
  disposable: 'the address is a disposable one',
  role: 'the address is a role’s, not a person’s',
  paused: 'marketing mail is paused',
};
const forGood = ['suppressed', 'disposable', 'role'];

/** The mails of a lead that are held back. What was held once and is over does not count. */
export function holdsOf({ optIn, heldMails = {} }: Head): Hold[] {
  const isOpen = optIn.status === 'pending' || optIn.mailWanted;
  const held = [
    ...(optIn.held === undefined || !isOpen ? [] : [{ mail: 'opt-in', ...optIn.held }]),
    ...Object.entries(heldMails).map(([mail, hold]) => ({ mail, ...hold })),
  ];

  return held.map(({ mail, by, since }) => ({ mail, why: reasons[by] ?? by, since, isGivenUp: forGood.includes(by) }));
}
