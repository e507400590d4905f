import { anyBody, page, type Refusal, type Response } from './answers.ts';
import { acceptLanguage, format, idempotencyKey, leadHeader, leadQuery, locale, type Parameter } from './parameters.ts';
import { type SchemaName, schemaRef } from './schemas.ts';

/** What a route does, in words that no schema holds. Path parameters and the answers of every route are added to it. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  /** Which of the security schemes suffice; none where left out. */
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  /** The schema of the body by content type. */
  readonly body?: Readonly<Record<string, SchemaName>>;
  readonly answers: Readonly<Record<number, Response>>;
  readonly refuses: readonly Refusal[];
}

const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

const told = (status: string, more: object = {}) => ({
  'application/json': {
    schema: {
      type: 'object',
      properties: { status: { const: status }, ...more },
      required: ['status', ...Object.keys(more)],
    },
  },
});

/** By route key (`GET /forms/{formId}`), one for each of `infra/routes.ts`. */
export const operations: Readonly<Record<string, Operation>> = {
  'GET /forms/{formId}': {
    operationId: 'getForm',
    summary: 'The fields to ask and the consents to show, in one language.',
    description:
      'On a progressive form a recognised lead (opt-in and consent to tracking confirmed) is asked no address, at most as many fields as the playbook says, only unknown ones, in the playbook’s order of what would change the score most; and the consents it has not given. Nothing that is known is told. Everybody else gets the whole form.',
    parameters: [leadHeader, leadQuery, locale, acceptLanguage],
    answers: { 200: { description: 'The form.', content: { 'application/json': { schema: schemaRef('FormView') } } } },
    refuses: ['UnknownForm'],
  },
  'POST /forms/{formId}/submissions': {
    operationId: 'submitForm',
    summary: 'Submits a form.',
    description:
      'The answer is the same for a known and an unknown address. A box counts only with the SHA-256 of a wording that the form has: what we cannot prove to have shown was not consented to. With the token of a recognised lead as `lead` in place of `fields.email`, on a progressive form, the answers are that lead’s: what is known need not be sent, what is sent replaces it, and a mail goes out only when there is a consent to confirm. With any other token the submission is one without an address. With something in the field that `leaveEmpty` of the form names, the answer is the same and nothing is stored. `openFor` tells for how long somebody had the form: less than the playbook’s `minimumFillTime` is answered with a challenge. `multipart/form-data` without files.',
    parameters: [idempotencyKey, locale, acceptLanguage],
    body: { 'application/json': 'Submission', [URLENCODED]: 'SubmissionForm', [MULTIPART]: 'SubmissionForm' },
    answers: {
      202: { description: 'Stored. To a JSON body.', content: told('check-your-inbox') },
      303: {
        description: 'Stored. To a form that a browser sent by itself: on to the thank-you page.',
        headers: { Location: { schema: { type: 'string' } } },
      },
    },
    refuses: ['InvalidSubmission', 'UnknownForm', 'IdempotencyMismatch', 'ChallengeRequired', ...anyBody],
  },
  'GET /forms/{formId}/thank-you': {
    operationId: 'getThankYou',
    summary: 'What happens after a submission, as a page.',
    parameters: [locale, acceptLanguage],
    answers: { 200: { description: 'The page.', content: page } },
    refuses: ['UnknownForm'],
  },
  'GET /confirm/{token}': {
    operationId: 'showConfirmation',
    summary: 'A page with the button that confirms. Changes nothing.',
    answers: { 200: { description: 'The button; or, when all is confirmed, the form’s reward.', content: page } },
    refuses: ['UnknownLink', 'OptInOver'],
  },
  'POST /confirm/{token}': {
    operationId: 'confirm',
    summary: 'Confirms the opt-in and the consents asked for. A second time: already confirmed.',
    description:
      'The button posts `shown`: which consents its page showed. When somebody submitted another one meanwhile, the page comes again, and nothing is confirmed. Nothing else in the body counts, but it has to be one of these types.',
    body: { [URLENCODED]: 'Shown', [MULTIPART]: 'Shown', 'application/json': 'Nothing' },
    answers: {
      200: { description: 'Confirmed, now or before: the form’s reward. Or the page once more.', content: page },
    },
    refuses: ['InvalidRequest', 'UnknownLink', 'OptInOver', ...anyBody],
  },
  'GET /preferences/{token}': {
    operationId: 'showPreferences',
    summary: 'What somebody allowed us, one by one, and what we hold, as a page. Changes nothing.',
    parameters: [locale, acceptLanguage],
    answers: { 200: { description: 'The page.', content: page } },
    refuses: ['UnknownLink'],
  },
  'POST /preferences/{token}': {
    operationId: 'changePreferences',
    summary: 'Withdraws one consent or all, or gives a withdrawn one again.',
    description:
      'Given again can be what its owner confirmed before, in words that the playbook has now: `wording` is the SHA-256 of what was shown.',
    parameters: [locale, acceptLanguage],
    body: { [URLENCODED]: 'PreferenceChange', [MULTIPART]: 'PreferenceChange', 'application/json': 'PreferenceChange' },
    answers: {
      303: {
        description: 'Done, or nothing to do: back to the page, which says so.',
        headers: { Location: { schema: { type: 'string' } } },
      },
    },
    refuses: ['InvalidRequest', 'UnknownLink', ...anyBody],
  },
  'GET /preferences/{token}/data': {
    operationId: 'getPersonalData',
    summary: 'Everything we hold of somebody (Art. 15 and 20 GDPR).',
    parameters: [format, locale, acceptLanguage],
    answers: {
      200: {
        description: 'A page to read, or JSON to take along. The ledger’s entries are whole, with their hashes.',
        content: { ...page, 'application/json': { schema: { type: 'object' } } },
      },
    },
    refuses: ['UnknownLink'],
  },
  'GET /preferences/{token}/certificate': {
    operationId: 'getCertificate',
    summary: 'The proof of somebody’s consents: the wording as it was shown, and what happened then.',
    description: 'As a file it can be verified offline: docs/certificate.md.',
    parameters: [format, locale, acceptLanguage],
    answers: {
      200: {
        description: 'A page to read and print, or canonical JSON.',
        content: { ...page, 'application/json': { schema: { type: 'object' } } },
      },
    },
    refuses: ['UnknownLink'],
  },
  'GET /preferences/{token}/erase': {
    operationId: 'showErasure',
    summary: 'What an erasure means, and the button that orders it. Changes nothing.',
    parameters: [locale, acceptLanguage],
    answers: { 200: { description: 'The page.', content: page } },
    refuses: ['UnknownLink'],
  },
  'POST /preferences/{token}/erase': {
    operationId: 'erase',
    summary: 'Orders the erasure (Art. 17 GDPR). From then on the link leads nowhere.',
    description: 'Nothing in the body counts, but it has to be one of these types.',
    parameters: [locale, acceptLanguage],
    body: { [URLENCODED]: 'Nothing', [MULTIPART]: 'Nothing', 'application/json': 'Nothing' },
    answers: { 200: { description: 'Ordered: what happens now, and what is kept until when.', content: page } },
    refuses: ['InvalidRequest', 'UnknownLink', ...anyBody],
  },
  'GET /unsubscribe/{token}': {
    operationId: 'showUnsubscribe',
    summary: 'A page with the button that unsubscribes. Changes nothing.',
    parameters: [locale, acceptLanguage],
    answers: { 200: { description: 'The button; the same whatever the lead’s standing.', content: page } },
    refuses: ['UnknownLink'],
  },
  'POST /unsubscribe/{token}': {
    operationId: 'unsubscribe',
    summary: 'Ends every consent to e-mail (RFC 8058). A second time: the same answer.',
    description:
      'For the one-click of mail clients and for the button of our page. What the body says never makes it fail: an unknown, unreadable or missing one unsubscribes too. No cookie, no redirect, any origin.',
    parameters: [locale, acceptLanguage],
    body: { [URLENCODED]: 'OneClick', [MULTIPART]: 'OneClick' },
    answers: {
      200: {
        description: 'Unsubscribed, now or before. A page to the button of our page, else a short text.',
        content: { 'text/plain': { schema: { type: 'string' } }, ...page },
      },
    },
    refuses: ['UnknownLink'],
  },
  'GET /not-me/{token}': {
    operationId: 'showNotMe',
    summary: 'A page for who never asked for anything, with the button that blocks the address. Changes nothing.',
    parameters: [locale, acceptLanguage],
    answers: { 200: { description: 'The button; or that nothing is left of the request.', content: page } },
    refuses: ['UnknownLink'],
  },
  'POST /not-me/{token}': {
    operationId: 'notMe',
    summary: 'Withdraws everything and blocks the address. A second time: the same answer.',
    description: 'Nothing in the body counts.',
    parameters: [locale, acceptLanguage],
    body: { [URLENCODED]: 'Nothing', [MULTIPART]: 'Nothing' },
    answers: { 200: { description: 'Blocked; or that nothing is left of the request.', content: page } },
    refuses: ['UnknownLink'],
  },
  'POST /activities': {
    operationId: 'recordActivities',
    summary: 'Reports what leads did: one activity, or up to 100.',
    description:
      'A site names leads by the token from the confirmation page (`lead`). A webinar tool or another system names them by `email` and sends `Authorization: Bearer gp_…`; what it tells of an address that is no lead’s is dropped, and answered the same. The same id again takes the place of the first and counts once. A time in the future is taken as now; with `sentAt`, times of a clock that is off by more than five minutes are put right. Of a page only the path is kept. `signs` tell what the page’s script sees of who is there; activities of machines are kept and do not count. When anything is wrong with one of a batch, none is stored, and every problem is named by its path (`activities.3.kind`). The body may have 160 KB.',
    security: [{}, { serverKey: [] }],
    body: { 'application/json': 'ActivityReports' },
    answers: { 202: { description: 'Stored.', content: told('recorded', { count: { type: 'integer' } }) } },
    refuses: ['InvalidActivity', 'Unauthorized', 'UnknownLead', ...anyBody],
  },
  'GET /offers/{token}': {
    operationId: 'showOffer',
    summary: 'A page with the offer, without personal data. Changes nothing.',
    answers: {
      200: {
        description:
          'The offer with its buttons; or what was answered, and of an accepted lead what sales has established.',
        content: page,
      },
    },
    refuses: ['UnknownLink', 'OfferOver'],
  },
  'POST /offers/{token}': {
    operationId: 'answerOffer',
    summary: 'Accepts or declines the offer, or says what was established. The same answer again comes to the same.',
    description:
      'What was established is kept, complete or not. With the last answer that the playbook asks for, and none that does not qualify, the lead is an SQL at once.',
    body: { [URLENCODED]: 'OfferDecisionForm', [MULTIPART]: 'OfferDecisionForm', 'application/json': 'OfferDecision' },
    answers: {
      200: { description: 'Accepted, declined, or kept; the page says what is missing for an SQL.', content: page },
    },
    refuses: ['InvalidRequest', 'UnknownLink', 'OfferOver', ...anyBody],
  },
};
