import * as z from 'zod/mini';
import { describeLead, describeReasons, formatInstant } from '#app/describe-lead.ts';
import { OfferDecision } from '#contracts/offer-decision.ts';
import type { Playbook } from '#contracts/playbook.ts';
import type { Body } from '#lambda/http/body.ts';
import { httpHandler, parsed } from '#lambda/http/http-handler.ts';
import { localeOf } from '#lambda/http/locale.ts';
import { type HttpProblem, problemAnswer } from '#lambda/http/problem.ts';
import type { Log } from '#lambda/log.ts';
import { unknownLinkPage } from '#lambda/page/unknown-link-page.ts';
import type { OfferLinks, OfferStanding } from './answer-offer.ts';
import { acceptedPage, declinedPage, offerOverPage, offerPage } from './pages.ts';

const TokenPath = z.object({ token: z.string() });

export interface RespondDependencies {
  readonly offerLinks: OfferLinks;
  readonly playbook: Playbook;
  readonly baseUrl: string;
  readonly log: Log;
}

export function createHandler({ offerLinks, playbook, baseUrl, log }: RespondDependencies) {
  const { company } = playbook;

  return httpHandler({ path: TokenPath, log, problemPage }, async ({ method, path, body }) => {
    if (method !== 'POST') return pageFor(await offerLinks.look(path.token), path.token);
    const answer = parsed(OfferDecision, sentIn(body));
    const standing = await offerLinks.answer(path.token, answer);
    log.info('offer answered', {
      leadId: standing.lead.id,
      offerId: standing.offer.id,
      salesperson: standing.salesperson.id,
    });
    log.count(answer.decision === 'accept' ? 'LeadAccepted' : 'LeadDeclined');

    return pageFor(standing, path.token);
  });

  function pageFor({ state, lead, offer, salesperson }: OfferStanding, token: string) {
    const { locale } = salesperson;
    if (state === 'accepted') return acceptedPage({ locale, company });
    if (state === 'declined') return declinedPage({ locale, company });
    const { fit = 0, engagement = 0, total = 0 } = lead.score ?? {};

    return offerPage({
      locale,
      company,
      facts: describeLead(lead, playbook, locale, 'public'),
      reasons: describeReasons(lead, playbook, locale),
      score: { fit, engagement, total },
      acceptBy: formatInstant(offer.acceptBy, salesperson),
      action: `${baseUrl}/offers/${token}`,
    });
  }

  function problemPage(problem: HttpProblem, { language, wantsPage }: { language: string; wantsPage: boolean }) {
    const locale = localeOf(undefined, language);
    if (problem.status === 404) return unknownLinkPage({ locale });
    if (problem.status === 409 && wantsPage) return offerOverPage({ locale, company });

    return problemAnswer(problem);
  }
}

const sentIn = (body: Body | undefined): unknown => (body?.kind === 'form' ? body.fields : body?.value);
