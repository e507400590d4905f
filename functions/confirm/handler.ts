import * as z from 'zod/mini';
import type { Form, Locale, Playbook } from '#contracts/playbook.ts';
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
  return httpHandler({ path: TokenPath, log, problemPage }, async ({ method, path, viewer }) => {
    if (method !== 'POST') return pageFor(await optInLinks.look(path.token), path.token);
    const standing = await optInLinks.press(path.token, viewer);
    if (standing.state === 'confirmed') {
      log.info('opt-in confirmed', { leadId: standing.lead.id });
      log.count('LeadConfirmed');
    }

    return pageFor(standing, path.token);
  });

  function pageFor({ state, lead, trackToken }: Standing, token: string) {
    const { company, forms } = playbook;
    const form = forms[lead.formId];
    if (form === undefined) throw new UnknownFormError();
    const props = { locale: lead.locale, company, form: rewarding(form, siteUrl, trackToken) };
    switch (state) {
      case 'open':
        return confirmPage({ ...props, action: `${baseUrl}/confirm/${token}` });
      case 'confirmed':
        return confirmedPage(props);
      case 'already-confirmed':
        return alreadyConfirmedPage(props);
      case 'over':
        return expiredPage(props);
    }
  }

  function problemPage(problem: HttpProblem, { language }: { language: string }) {
    const locale: Locale = localeOf(undefined, language);
    if (problem.status === 404) return unknownLinkPage({ locale });
    const [form] = Object.values(playbook.forms);
    if (problem.status === 409 && form !== undefined) return expiredPage({ locale, company: playbook.company, form });

    return problemAnswer(problem);
  }
}

/**
 * The reward's address as a whole. With a consent to tracking it tells the site who comes, behind the `#`: no server on the way sees it.
 */
function rewarding(form: Form, siteUrl: string, trackToken: string | undefined): Form {
  const whole = (address: string) =>
    new URL(address, siteUrl).href + (trackToken === undefined ? '' : `#lead=${trackToken}`);
  const { de, en } = form.reward.url;

  return { ...form, reward: { ...form.reward, url: { de: whole(de), en: whole(en) } } };
}
