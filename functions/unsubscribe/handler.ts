import * as z from 'zod/mini';
import { formatDate } from '#app/format-date.ts';
import type { Locale, Playbook } from '#contracts/playbook.ts';
import { fromPage } from '#contracts/unsubscribe.ts';
import type { Answer } from '#lambda/http/answer.ts';
import type { Body } from '#lambda/http/body.ts';
import { type HttpRequest, httpHandler } from '#lambda/http/http-handler.ts';
import { localeOf } from '#lambda/http/locale.ts';
import { type HttpProblem, problemAnswer } from '#lambda/http/problem.ts';
import type { Log } from '#lambda/log.ts';
import { unknownLinkPage } from '#lambda/page/unknown-link-page.ts';
import type { NotMe, NotMeStanding } from './not-me.ts';
import { blockedPage, nothingLeftPage, notMePage, unsubscribedPage, unsubscribePage } from './pages.ts';
import type { Unsubscribe } from './unsubscribe.ts';

const TokenPath = z.object({ token: z.string() });
type Path = z.infer<typeof TokenPath>;
type Request = HttpRequest<Path>;

export interface UnsubscribeDependencies {
  readonly unsubscribe: Unsubscribe;
  readonly notMe: NotMe;
  readonly playbook: Pick<Playbook, 'company'>;
  readonly baseUrl: string;
  readonly log: Log;
}

export function createHandler({ unsubscribe, notMe, playbook, baseUrl, log }: UnsubscribeDependencies) {
  const { company } = playbook;

  // RFC 8058 asks nothing of the body but that it says so. A mail client whose body we cannot read shall unsubscribe all the same.
  return httpHandler({ path: TokenPath, log, anyBody: true, problemPage }, async (request) => {
    const [, place] = request.route.split('/');
    if (place === 'not-me') return request.method === 'POST' ? pressNotMe(request) : showNotMe(request);

    return request.method === 'POST' ? pressUnsubscribe(request) : showUnsubscribe(request);
  });

  async function showUnsubscribe(request: Request): Promise<Answer> {
    const locale = localeFor(request, (await unsubscribe.look(request.path.token))?.locale);

    return unsubscribePage({ locale, company, ...addresses('unsubscribe', request, locale) });
  }

  async function pressUnsubscribe(request: Request): Promise<Answer> {
    const isOurs = isFromPage(request.body);
    const method = isOurs ? 'unsubscribe-page' : 'one-click';
    const { leadId, changed } = await unsubscribe.press(request.path.token, method, request.viewer);
    log.info('unsubscribed', { leadId });
    if (changed) log.count('LeadUnsubscribed');

    return isOurs ? unsubscribedPage({ locale: localeFor(request), company }) : oneClickAnswer;
  }

  async function showNotMe(request: Request): Promise<Answer> {
    const { state, lead } = await notMe.look(request.path.token);
    const locale = localeFor(request, lead?.locale);
    if (state === 'gone') return nothingLeftPage({ locale, company });

    return notMePage({ locale, company, ...addresses('not-me', request, locale) });
  }

  async function pressNotMe(request: Request): Promise<Answer> {
    const standing = await notMe.press(request.path.token, request.viewer);
    log.info('address blocked by its owner', { leadId: standing.leadId });
    const props = { locale: localeFor(request, standing.lead?.locale), company };
    if (standing.state === 'gone') return nothingLeftPage(props);
    log.count('AddressBlocked');

    return blockedPage({ ...props, erasedBy: dayOf(standing, props.locale) });
  }

  /** Where the button posts to, and where the page is in the other language. */
  function addresses(place: 'unsubscribe' | 'not-me', { path }: Request, locale: Locale) {
    const address = `${baseUrl}/${place}/${path.token}`;
    const other = locale === 'de' ? 'en' : 'de';

    return { action: `${address}?locale=${locale}`, otherLanguage: `${address}?locale=${other}` };
  }

  function problemPage(problem: HttpProblem, { language }: { language: string }) {
    return problem.status === 404 ? unknownLinkPage({ locale: localeOf(undefined, language) }) : problemAnswer(problem);
  }
}

const localeFor = ({ query, headers }: Request, ofLead?: Locale): Locale =>
  localeOf(query.locale ?? ofLead, headers['accept-language']);

const dayOf = ({ erasedBy }: NotMeStanding, locale: Locale) =>
  erasedBy === undefined ? undefined : formatDate(erasedBy, locale);

const isFromPage = (body: Body | undefined): boolean =>
  body?.kind === 'form' && body.fields[fromPage.name] === fromPage.value;

/** What a mail client's one-click gets: no page, no redirect. */
const oneClickAnswer: Answer = {
  statusCode: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: 'Unsubscribed\n',
};
