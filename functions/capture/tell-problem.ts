import type { Playbook } from '#contracts/playbook.ts';
import type { PageContext } from '#lambda/http/http-handler.ts';
import { localeOf } from '#lambda/http/locale.ts';
import { type HttpProblem, problemAnswer } from '#lambda/http/problem.ts';
import { laterPage } from './later-page.ts';
import { rejectedPage } from './pages.ts';

const consentLabel = { de: 'Einwilligung', en: 'Consent' };

/** Tells what is wrong with a submission: as problem+json, or as a page to a browser that sent the form by itself. */
export const tellProblem =
  ({ forms, company }: Pick<Playbook, 'forms' | 'company'>) =>
  (problem: HttpProblem, { wantsPage, language, path: { formId = '' } }: PageContext) => {
    const form = Object.hasOwn(forms, formId) ? forms[formId] : undefined;
    if (!wantsPage || form === undefined) return problemAnswer(problem);
    const locale = localeOf(undefined, language);
    if (problem.kind === 'challenge-required') return laterPage({ locale, form, company });
    if (problem.status !== 400) return problemAnswer(problem);
    const labels = new Map([
      ...form.fields.map(({ name, label }) => [name, label[locale]] as const),
      ...form.consents.map(({ channel }) => [`consent.${channel}`, consentLabel[locale]] as const),
    ]);
    const problems = problem.errors.map(({ field, message }) => ({
      field,
      label: labels.get(field) ?? field,
      message,
    }));

    return rejectedPage({ locale, form, company, problems, status: 400 });
  };
