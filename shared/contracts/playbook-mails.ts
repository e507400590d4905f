import type { MailName } from './playbook.ts';

/** Which `{{placeholders}}` each mail knows, and which it cannot do without. Names that end in `Url` hold addresses; `multiLine` ones only fit the body. */
export const mailPlaceholders = {
  'opt-in': {
    known: ['confirmUrl', 'notMeUrl', 'form', 'company', 'imprint', 'privacyUrl', 'expiresOn'],
    needed: ['confirmUrl', 'notMeUrl', 'imprint'],
    multiLine: ['imprint'],
  },
  'opt-in-reminder': {
    known: ['confirmUrl', 'notMeUrl', 'form', 'company', 'imprint', 'privacyUrl', 'expiresOn'],
    needed: ['confirmUrl', 'notMeUrl', 'imprint'],
    multiLine: ['imprint'],
  },
  welcome: {
    known: ['rewardUrl', 'reward', 'preferencesUrl', 'unsubscribeUrl', 'company', 'imprint', 'privacyUrl'],
    needed: ['rewardUrl', 'preferencesUrl', 'unsubscribeUrl', 'imprint'],
    multiLine: ['imprint'],
  },
  offer: {
    known: ['offerUrl', 'salesperson', 'acceptBy', 'facts', 'reasons', 'company'],
    needed: ['offerUrl'],
    multiLine: ['facts', 'reasons'],
  },
  'offer-reminder': {
    known: ['offerUrl', 'salesperson', 'acceptBy', 'company'],
    needed: ['offerUrl'],
    multiLine: [],
  },
  accepted: {
    known: [
      'offerUrl',
      'salesperson',
      'name',
      'email',
      'phone',
      'leadCompany',
      'jobTitle',
      'facts',
      'reasons',
      'consents',
      'company',
    ],
    needed: ['email', 'consents'],
    multiLine: ['facts', 'reasons', 'consents'],
  },
} as const satisfies Record<
  MailName,
  { known: readonly string[]; needed: readonly string[]; multiLine: readonly string[] }
>;

/** The values a mail is filled with: every placeholder it knows. */
export type MailValues<Name extends MailName> = Record<(typeof mailPlaceholders)[Name]['known'][number], string>;
