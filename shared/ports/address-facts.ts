import type { EmailKind } from '#contracts/playbook-facts.ts';

/** What an address tells by itself: the domain that somebody registered, what kind that is, and whether the name is a role's (`info@`). Takes normalised addresses. */
export type AddressFacts = (address: string) => {
  readonly domain: string;
  readonly kind: EmailKind;
  readonly isRole: boolean;
};
