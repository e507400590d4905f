import * as z from 'zod/mini';
import type { Form, Locale, Playbook } from '#contracts/playbook.ts';
import type { Body } from '#lambda/http/body.ts';
import { httpHandler } from '#lambda/http/http-handler.ts';
import { localeOf } from '#lambda/http/locale.ts';
import { type HttpProblem, problemAnswer } from '#lambda/http/problem.ts';
import type { Log } from '#lambda/log.ts';
import { unknownLinkPage } from '#lambda/page/unknown-link-page.ts';
import { UnknownFormError } from '#ports/unknown-form-error.ts';
import type { OptInLinks, Standing } from './confirm-opt-in.ts';
import { alreadyConfirmedPage, confirmedPage, confirmPage, expiredPage } from './pages.ts';

const TokenPath = z.object({ token: z.string() });

export interface ConfirmDependencies {
  readonly optInLinks: OptInLinks;
  readonly playbook: Pick<Playbook, 'forms' | 'company'>;
  readonly baseUrl: string;
  /** Where the company's own pages are. */
  readonly siteUrl: string;
  readonly log: Log;
}

export function createHandler({ optInLinks, playbook, baseUrl, siteUrl, log }: ConfirmDependencies) {
  return httpHandler({ path: TokenPath, log, problemPage }, async ({ method, path, viewer, body }) => {
    if (method !== 'POST') return pageFor(await optInLinks.look(path.token), path.token);
    const standing = await optInLinks.press(path.token, viewer, shownIn(body));
    if (standing.state === 'confirmed') {
      log.info('opt-in confirmed', { leadId: standing.lead.id });
      log.count('LeadConfirmed');
    }

    return pageFor(standing, path.token);
  });

  function pageFor(standing: Standing, token: string) {
    const { company, forms } = playbook;
    const { locale, formId } = standing.lead;
    const form = forms[formId];
    if (form === undefined) throw new UnknownFormError();
    const props = { locale, company, form };
    switch (standing.state) {
      case 'open':
        return confirmPage({ ...props, ...standing, action: `${baseUrl}/confirm/${token}` });
      case 'over':
        return expiredPage(props);
    }
    const rewarded = { ...props, form: rewarding(form, siteUrl, standing.trackToken) };
    if (standing.preferencesToken === undefined) return alreadyConfirmedPage(rewarded);

    return confirmedPage({ ...rewarded, preferencesUrl: `${baseUrl}/preferences/${standing.preferencesToken}` });
  }

  function problemPage(problem: HttpProblem, { language }: { language: string }) {
    const locale: Locale = localeOf(undefined, language);
    if (problem.status === 404) return unknownLinkPage({ locale });
    const [form] = Object.values(playbook.forms);
    if (problem.status === 409 && form !== undefined) return expiredPage({ locale, company: playbook.company, form });

    return problemAnswer(problem);
  }
}

const shownIn = (body: Body | undefined): string | undefined => (body?.kind === 'form' ? body.fields.shown : undefined);

/**
 * The reward's address as a whole. With a consent to tracking it tells the site who comes, behind the `#`: no server on the way sees it.
 */
function rewarding(form: Form, siteUrl: string, trackToken: string | undefined): Form {
  const whole = (address: string) =>
    new URL(address, siteUrl).href + (trackToken === undefined ? '' : `#lead=${trackToken}`);
  const { de, en } = form.reward.url;

  return { ...form, reward: { ...form.reward, url: { de: whole(de), en: whole(en) } } };
}
