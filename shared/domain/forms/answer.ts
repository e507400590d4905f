import { consentKeyOf } from '../consent/consents.ts';
import { append } from '../consent/ledger.ts';
import { type CaptureContext, declarations, profileOf, renew, requested, type Submission } from '../lead/capture.ts';
import { type Change, changed, type Fact, fact } from '../lead/change.ts';
import type { Lead } from '../lead/lead.ts';
import { besidesFindings, type Profile } from '../lead/profile.ts';
import { isGiven } from './shortened.ts';

/**
 * A form that a recognised lead sent itself. Unlike a form that anybody may send for an address (`resubmit`), its answers replace what was known. A mail goes
 * out only when there is a consent that the lead has not confirmed before; consents given before stay as they are, and so does what its salesperson has
 * established.
 */
export function answer(lead: Lead, sent: Submission, { now, requestId, sha256 }: CaptureContext): Change {
  const submission = { ...sent, consents: sent.consents.filter((consent) => !isGiven(lead, consent)) };
  const { form, locale } = submission;
  const isNew = submission.consents.length > 0;
  // Wanted even shortly after another mail: the gate holds it back until it may go.
  const optIn = isNew ? { ...renew(lead.optIn, submission, requestId, now), mailWanted: true } : lead.optIn;
  const profile = withAnswers(lead.profile, besidesFindings(lead, profileOf(submission, now)));
  const consents = { ...requested(submission, now), ...standing(lead, submission) };
  const appended = append(lead.ledger, declarations(submission, optIn.requestId), now, sha256);
  const facts: Fact[] = [
    fact('lead.resubmitted', { formId: form.id, requestId: optIn.requestId }),
    ...(profile === lead.profile ? [] : [fact('lead.rescore-due', { because: 'answers' })]),
  ];

  return changed(
    lead,
    { ...lead, formId: form.id, locale, profile, optIn, consents, ledger: appended.ledger },
    facts,
    now,
    appended.entries,
  );
}

/** The same answer again keeps when and where it was first given. */
function withAnswers(known: Profile, given: Profile): Profile {
  const different = Object.entries(given).filter(
    ([name, { value }]) => !Object.hasOwn(known, name) || known[name]?.value !== value,
  );

  return different.length === 0 ? known : { ...known, ...Object.fromEntries(different) };
}

/** The consents that the submission does not ask for anew. A confirmed one is never taken back to asked for. */
function standing({ consents }: Lead, submission: Submission): Lead['consents'] {
  const asked = new Set(submission.consents.map(consentKeyOf));

  return Object.fromEntries(
    Object.entries(consents).filter(([key, { status }]) => status === 'confirmed' || !asked.has(key)),
  );
}
