import { changeLead, retryConflicts } from '#app/change-lead.ts';
import { InvalidSubmissionError } from '#app/invalid-submission-error.ts';
import type { Form, Locale } from '#contracts/playbook.ts';
import type { Submission } from '#contracts/submission.ts';
import type { Sha256, Viewer } from '#domain/consent/ledger.ts';
import { answer } from '#domain/forms/answer.ts';
import { isGiven, isKnown } from '#domain/forms/shortened.ts';
import { type Submission as CheckedSubmission, capture, resubmit } from '#domain/lead/capture.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import type { IdempotentRequest, Leads } from '#ports/leads.ts';
import type { Links } from '#ports/links.ts';
import type { Clock, NewId } from '#ports/world.ts';

import { readConsents } from './read-consents.ts';
import { readFields } from './read-fields.ts';
import { recognise } from './recognise.ts';

interface World {
  readonly leads: Leads;
  readonly links: Pick<Links, 'open'>;
  readonly hashes: KeyedHashes;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sha256: Sha256;
}

interface Request {
  readonly form: Form;
  readonly locale: Locale;
  readonly submission: Submission;
  readonly viewer: Viewer;
  readonly idempotencyKey: string | undefined;
}

export type CaptureLead = (request: Request) => Promise<void>;

/**
 * Keeps a submission: a new address becomes a lead, a known one has its lead changed; a recognised lead is changed without naming its address. Tells nobody
 * which of these it was.
 * @throws InvalidSubmissionError naming every field; RequestMismatchError when the idempotency key came with another body.
 */
export const captureLead =
  ({ leads, links, hashes, clock, newId, sha256 }: World): CaptureLead =>
  (request) => {
    const context = () => ({ now: clock(), requestId: newId(), sha256 });
    const { form, submission } = request;

    // Whoever names an address is taken at that word, whoever used this browser before.
    return form.progressive !== undefined && submission.lead !== undefined && !submission.fields.email
      ? retryConflicts(() => submitRecognised(submission.lead))
      : submit();

    async function submit(): Promise<void> {
      const checked = check(request, sha256);
      const addressHash = await hashes.address(checked.fields.email ?? '');
      const remembered = await idempotentRequest(hashes, request, checked);
      await retryConflicts(async () => {
        const change = capture(checked, { id: newId(), addressHash }, context());
        const claimed = await leads.create(change, { request: remembered });
        if (claimed.outcome !== 'known') return;
        await changeLead(leads, claimed.leadId, (lead) => ({
          change: resubmit(lead, checked, context()),
          alongside: { request: remembered },
        }));
      });
    }

    async function submitRecognised(token: string | undefined): Promise<void> {
      const lead = await recognise({ leads, links })(token);
      // Refused like any submission without an address.
      if (lead === undefined) return submit();
      const checked = check({ ...request, form: requiredOf(form, lead) }, sha256);
      const remembered = await idempotentRequest(hashes, request, checked, lead.id);
      await leads.save(answer(lead, { ...checked, form }, context()), { request: remembered });
    }
  };

/** The form as it has to be filled by a lead: what is known, or consented to, need not be sent again. */
const requiredOf = (form: Form, lead: Lead): Form => ({
  ...form,
  fields: form.fields.map((field) => ({
    ...field,
    required: field.required && field.type !== 'email' && !isKnown(lead.profile, field.name),
  })),
  consents: form.consents.map((consent) => ({ ...consent, required: consent.required && !isGiven(lead, consent) })),
});

function check({ form, locale, submission, viewer }: Request, sha256: Sha256): CheckedSubmission {
  const { fields: typed, consents: boxes, page } = submission;
  const { fields, faults } = readFields(form, typed, locale);
  const { consents, faults: consentFaults } = readConsents(form, boxes, locale, sha256);
  if (faults.length + consentFaults.length > 0) throw new InvalidSubmissionError([...faults, ...consentFaults]);

  return { form, locale, fields, consents, viewer, ...(page === undefined ? {} : { page }) };
}

/** Key and body are kept as keyed hashes: they may hold anything. */
async function idempotentRequest(
  hashes: KeyedHashes,
  { form, idempotencyKey: key }: Request,
  { locale, fields, consents, page }: CheckedSubmission,
  leadId?: string,
): Promise<IdempotentRequest | undefined> {
  if (key === undefined) return undefined;
  const sent = [locale, Object.entries(fields).sort(), consents.map(({ sha256 }) => sha256), page];
  const body = JSON.stringify(leadId === undefined ? sent : [...sent, leadId]);

  return { key: await hashes.of(`${form.id}\n${key}`), body: await hashes.of(body) };
}
