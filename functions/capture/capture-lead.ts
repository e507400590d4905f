import { changeLead, retryConflicts } from '#app/change-lead.ts';
import { InvalidSubmissionError } from '#app/invalid-submission-error.ts';
import type { Form, Locale } from '#contracts/playbook.ts';
import type { Submission } from '#contracts/submission.ts';
import type { Sha256, Viewer } from '#domain/consent/ledger.ts';
import { type Submission as CheckedSubmission, capture, resubmit } from '#domain/lead/capture.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import type { IdempotentRequest, Leads } from '#ports/leads.ts';
import type { Clock, NewId } from '#ports/world.ts';

import { readConsents } from './read-consents.ts';
import { readFields } from './read-fields.ts';

interface World {
  readonly leads: Leads;
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
 * Keeps a submission: a new address becomes a lead, a known one has its lead changed. Tells nobody which of the two it was.
 * @throws InvalidSubmissionError naming every field; RequestMismatchError when the idempotency key came with another body.
 */
export const captureLead =
  ({ leads, hashes, clock, newId, sha256 }: World): CaptureLead =>
  async ({ form, locale, submission, viewer, idempotencyKey }) => {
    const checked = check(form, locale, submission, viewer, sha256);
    const addressHash = await hashes.address(checked.fields.email ?? '');
    const request = await idempotentRequest(hashes, form.id, idempotencyKey, checked);
    const context = () => ({ now: clock(), requestId: newId(), sha256 });

    await retryConflicts(async () => {
      const claimed = await leads.create(capture(checked, { id: newId(), addressHash }, context()), { request });
      if (claimed.outcome !== 'known') return;
      await changeLead(leads, claimed.leadId, (lead) => ({
        change: resubmit(lead, checked, context()),
        alongside: { request },
      }));
    });
  };

function check(
  form: Form,
  locale: Locale,
  { fields: typed, consents: boxes, page }: Submission,
  viewer: Viewer,
  sha256: Sha256,
): CheckedSubmission {
  const { fields, faults } = readFields(form, typed, locale);
  const { consents, faults: consentFaults } = readConsents(form, boxes, locale, sha256);
  if (faults.length + consentFaults.length > 0) throw new InvalidSubmissionError([...faults, ...consentFaults]);

  return { form, locale, fields, consents, viewer, ...(page === undefined ? {} : { page }) };
}

/** Key and body are kept as keyed hashes: they may hold anything. */
async function idempotentRequest(
  hashes: KeyedHashes,
  formId: string,
  key: string | undefined,
  { locale, fields, consents, page }: CheckedSubmission,
): Promise<IdempotentRequest | undefined> {
  if (key === undefined) return undefined;
  const body = JSON.stringify([locale, Object.entries(fields).sort(), consents.map(({ sha256 }) => sha256), page]);

  return { key: await hashes.of(`${formId}\n${key}`), body: await hashes.of(body) };
}
