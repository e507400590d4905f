import { changeLead, retryConflicts } from '#app/change-lead.ts';
import { InvalidSubmissionError } from '#app/invalid-submission-error.ts';
import { LEFT_EMPTY } from '#contracts/left-empty.ts';
import type { Form, Locale } from '#contracts/playbook.ts';
import type { Privacy } from '#contracts/playbook-privacy.ts';
import type { Submission } from '#contracts/submission.ts';
import type { Sha256, Viewer } from '#domain/consent/ledger.ts';
import { networkOf, recordedViewer } from '#domain/consent/viewer-address.ts';
import { answer } from '#domain/forms/answer.ts';
import { isGiven, isKnown } from '#domain/forms/shortened.ts';
import { BeingErasedError } from '#domain/lead/being-erased-error.ts';
import { type Submission as CheckedSubmission, capture, resubmit } from '#domain/lead/capture.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { IdempotentRequest, Leads, VacantAddress } from '#ports/leads.ts';
import type { Links } from '#ports/links.ts';
import type { Clock, NewId } from '#ports/world.ts';

import type { DemandProof } from './demand-proof.ts';
import { readConsents } from './read-consents.ts';
import { readFields } from './read-fields.ts';
import { recognise } from './recognise.ts';

interface World {
  readonly leads: Leads;
  readonly links: Pick<Links, 'open'>;
  readonly hashes: KeyedHashes;
  readonly demandProof: DemandProof;
  readonly privacy: Terms;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sha256: Sha256;
}

/** What the playbook says about keeping and asking. */
type Terms = Pick<Privacy, 'noticeVersion' | 'viewerAddress' | 'optIn'>;

interface Request {
  readonly form: Form;
  readonly locale: Locale;
  readonly submission: Submission;
  readonly viewer: Viewer;
  readonly idempotencyKey: string | undefined;
}

/** `dropped` is what a machine sent: nothing was kept of it. */
export type CaptureLead = (request: Request) => Promise<'kept' | 'dropped'>;

/**
 * Keeps a submission: a new address becomes a lead, a known one has its lead changed; a recognised lead is changed without naming its address. Tells nobody
 * which of these it was.
 * @throws InvalidSubmissionError naming every field; ChallengeRequiredError; RequestMismatchError when the idempotency key came with another body.
 */
export const captureLead =
  ({ leads, links, hashes, demandProof, privacy, clock, newId, sha256 }: World): CaptureLead =>
  (sent) => {
    const context = () => ({ now: clock(), requestId: newId(), sha256 });
    const { submission, isByMachine } = withoutTrap(sent.submission);
    const request = { ...sent, submission };
    const { form } = request;

    // Whoever names an address is taken at that word, whoever used this browser before.
    return form.progressive !== undefined && submission.lead !== undefined && !submission.fields.email
      ? retryConflicts(() => submitRecognised(submission.lead))
      : submit();

    async function submit(): Promise<'kept' | 'dropped'> {
      const checked = await withNetwork(check(request, privacy, sha256));
      await demandProof(`${form.id}\n${checked.fields.email}`, submission);
      if (isByMachine) return 'dropped';
      const addressHash = await hashes.address(checked.fields.email ?? '');
      const remembered = await idempotentRequest(hashes, request, checked);
      await retryConflicts(async () => {
        const create = (vacant?: VacantAddress) => {
          const change = capture(checked, { id: newId(), addressHash, ledger: vacant?.ledger }, context());
          return leads.create(change, { request: remembered, vacant });
        };
        const first = await create();
        const claimed = first.outcome === 'vacant' ? await create(first.address) : first;
        if (claimed.outcome === 'known') await submitKnown(claimed.leadId, checked, remembered);
        if (claimed.outcome === 'vacant') throw new ConflictError(addressHash);
      });

      return 'kept';
    }

    /** Whoever is being erased, or was a moment ago, has no address any more: trying again makes a new lead of it. */
    async function submitKnown(leadId: string, checked: CheckedSubmission, remembered?: IdempotentRequest) {
      try {
        await changeLead(leads, leadId, (lead) => ({
          change: resubmit(lead, checked, context()),
          alongside: { request: remembered },
        }));
      } catch (error) {
        const isGone = error instanceof LeadNotFoundError || error instanceof BeingErasedError;
        throw isGone ? new ConflictError(leadId, { cause: error }) : error;
      }
    }

    async function withNetwork(checked: CheckedSubmission): Promise<CheckedSubmission> {
      const network = networkOf(request.viewer.ip);

      return network === '' ? checked : { ...checked, network: await hashes.of(`network\n${network}`) };
    }

    async function submitRecognised(token: string | undefined): Promise<'kept' | 'dropped'> {
      const lead = await recognise({ leads, links })(token);
      // Refused like any submission without an address.
      if (lead === undefined) return submit();
      const checked = await withNetwork(check({ ...request, form: requiredOf(form, lead) }, privacy, sha256));
      await demandProof(`${form.id}\n${lead.id}`, submission);
      if (isByMachine) return 'dropped';
      const remembered = await idempotentRequest(hashes, request, checked, lead.id);
      await leads.save(answer(lead, { ...checked, form }, context()), { request: remembered });

      return 'kept';
    }
  };

/** People neither see nor fill in that field; what they send is the rest. */
function withoutTrap(submission: Submission): { submission: Submission; isByMachine: boolean } {
  const { [LEFT_EMPTY]: trap = '', ...fields } = submission.fields;

  return { submission: { ...submission, fields }, isByMachine: trap !== '' };
}

/** The form as it has to be filled by a lead: what is known, or consented to, need not be sent again. */
const requiredOf = (form: Form, lead: Lead): Form => ({
  ...form,
  fields: form.fields.map((field) => ({
    ...field,
    required: field.required && field.type !== 'email' && !isKnown(lead.profile, field.name),
  })),
  consents: form.consents.map((consent) => ({ ...consent, required: consent.required && !isGiven(lead, consent) })),
});

function check(
  { form, locale, submission, viewer }: Request,
  { noticeVersion, viewerAddress, optIn: { remindAfter } }: Terms,
  sha256: Sha256,
): CheckedSubmission {
  const { fields: typed, consents: boxes, page } = submission;
  const { fields, faults } = readFields(form, typed, locale);
  const { consents, faults: consentFaults } = readConsents(form, boxes, locale, sha256);
  if (faults.length + consentFaults.length > 0) throw new InvalidSubmissionError([...faults, ...consentFaults]);

  return {
    form,
    locale,
    fields,
    consents,
    viewer: recordedViewer(viewer, viewerAddress),
    privacyNotice: noticeVersion,
    ...(remindAfter === undefined ? {} : { remindAfter }),
    ...(page === undefined ? {} : { page }),
  };
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
