import * as z from 'zod/mini';
import { describeLead, formatInstant } from '#app/describe-lead.ts';
import type { EventType } from '#contracts/events.ts';
import { OfferDecision, offerDecisionOfForm } from '#contracts/offer-decision.ts';
import type { Playbook } from '#contracts/playbook.ts';
import { explainScore } from '#domain/scoring/explain-score.ts';
import type { Body } from '#lambda/http/body.ts';
import { httpHandler, parsed } from '#lambda/http/http-handler.ts';
import { localeOf } from '#lambda/http/locale.ts';
import { type HttpProblem, problemAnswer } from '#lambda/http/problem.ts';
import type { Log, Metric } from '#lambda/log.ts';
import { unknownLinkPage } from '#lambda/page/unknown-link-page.ts';
import type { OfferLinks, OfferStanding } from './answer-offer.ts';
import { establishedPage } from './established-page.ts';
import { declinedPage, offerOverPage, offerPage } from './pages.ts';
import { questionsAbout } from './questions.ts';

const counted: Readonly<Partial<Record<EventType, Metric>>> = {
  'lead.accepted': 'LeadAccepted',
  'lead.declined': 'LeadDeclined',
  'lead.sales-qualified': 'LeadSalesQualified',
};

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
    const { happened, ...standing } = await offerLinks.answer(path.token, answer);
    log.info('offer answered', {
      leadId: standing.lead.id,
      offerId: standing.offer.id,
      salesperson: standing.salesperson.id,
    });
    for (const type of happened) if (counted[type] !== undefined) log.count(counted[type]);

    return pageFor(standing, path.token);
  });

  function pageFor({ state, lead, offer, salesperson }: OfferStanding, token: string) {
    const { locale } = salesperson;
    if (state === 'declined') return declinedPage({ locale, company });
    const facts = describeLead(lead, playbook, locale, 'public');
    const action = `${baseUrl}/offers/${token}`;
    if (state === 'accepted') {
      const questions = questionsAbout(lead, playbook.scoring.sql, locale);

      return establishedPage({ locale, company, stage: lead.stage, facts, questions, action });
    }
    const { score } = lead;

    return offerPage({
      locale,
      company,
      facts,
      score: score && {
        explained: explainScore(score, playbook, locale),
        asOf: formatInstant(score.at, salesperson),
      },
      acceptBy: formatInstant(offer.acceptBy, salesperson),
      action,
    });
  }

  function problemPage(problem: HttpProblem, { language, wantsPage }: { language: string; wantsPage: boolean }) {
    const locale = localeOf(undefined, language);
    if (problem.status === 404) return unknownLinkPage({ locale });
    if (problem.status === 409 && wantsPage) return offerOverPage({ locale, company });

    return problemAnswer(problem);
  }
}

const sentIn = (body: Body | undefined): unknown =>
  body?.kind === 'form' ? offerDecisionOfForm(body.fields) : body?.value;
