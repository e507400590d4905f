import * as z from 'zod/mini';
import type { Form, Playbook } from '#contracts/playbook.ts';
import { Submission, submissionOfForm } from '#contracts/submission.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';
import { shortened } from '#domain/forms/shortened.ts';
import { type Answer, accepted, json, seeOther } from '#lambda/http/answer.ts';
import { type HttpRequest, httpHandler, parsed } from '#lambda/http/http-handler.ts';
import { localeOf } from '#lambda/http/locale.ts';
import type { Log } from '#lambda/log.ts';
import { UnknownFormError } from '#ports/unknown-form-error.ts';
import type { CaptureLead } from './capture-lead.ts';
import { formView } from './form-view.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import type { OnTheBeat } from './on-the-beat.ts';
import { thankYouPage } from './pages.ts';
import type { Recognise } from './recognise.ts';
import { tellProblem } from './tell-problem.ts';

const FormPath = z.object({ formId: z.string() });
type FormRequest = HttpRequest<z.infer<typeof FormPath>>;

export interface CaptureDependencies {
  readonly captureLead: CaptureLead;
  readonly recognise: Recognise;
  readonly onTheBeat: OnTheBeat;
  readonly playbook: Pick<Playbook, 'forms' | 'company'>;
  readonly sha256: Sha256;
  readonly log: Log;
}

export function createHandler({ captureLead, recognise, onTheBeat, playbook, sha256, log }: CaptureDependencies) {
  return httpHandler({ path: FormPath, log, problemPage: tellProblem(playbook) }, async (request) => {
    const form = formNamed(playbook, request.path.formId);
    const locale = localeOf(request.query.locale, request.headers['accept-language']);
    if (request.method === 'POST') return submit(form, request);
    if (request.route.endsWith('/thank-you')) return thankYouPage({ locale, form, company: playbook.company });

    return json(200, formView(await formFor(form, request), locale, sha256));
  });

  async function formFor(form: Form, { headers, query }: FormRequest): Promise<Form> {
    const token = form.progressive && (headers['goldpan-lead'] ?? query.lead);
    const lead = await recognise(token);

    return lead === undefined ? form : shortened(form, lead);
  }

  async function submit(form: Form, { body, headers, viewer, query }: FormRequest): Promise<Answer> {
    const start = performance.now();
    const submission = parsed(Submission, body?.kind === 'form' ? submissionOfForm(body.fields) : body?.value);
    const locale = localeOf(submission.locale ?? query.locale, headers['accept-language']);
    const outcome = await captureLead({ form, locale, submission, viewer, idempotencyKey: idempotencyKeyOf(headers) });
    log.info('submission accepted', { formId: form.id });
    log.count(outcome === 'kept' ? 'SubmissionAccepted' : 'HoneypotFilled');
    await onTheBeat(start);
    if (body?.kind === 'form') return seeOther(`/forms/${form.id}/thank-you?locale=${locale}`);

    return accepted({ status: 'check-your-inbox' });
  }
}

function formNamed({ forms }: Pick<Playbook, 'forms'>, id: string): Form {
  const form = Object.hasOwn(forms, id) ? forms[id] : undefined;
  if (form === undefined) throw new UnknownFormError();

  return form;
}
