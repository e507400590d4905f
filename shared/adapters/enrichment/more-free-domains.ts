/** Providers of private mailboxes, mostly European, that the package `free-email-domains` does not list. */
export const moreFreeDomains: readonly string[] = [
  'a1.net',
  'alicedsl.de',
  'chello.at',
  'hey.com',
  'kabelmail.de',
  'mailbox.org',
  'mozmail.com',
  'netcologne.de',
  'privaterelay.appleid.com',
  'tuta.com',
  'tutamail.com',
  'tutanota.com',
  'tutanota.de',
  'vodafonemail.de',
];
