import * as z from 'zod/mini';
import { formatDate } from '#app/format-date.ts';
import type { Locale, Playbook } from '#contracts/playbook.ts';
import { PreferenceChange } from '#contracts/preference-change.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';
import { isBlock } from '#domain/consent/suppression.ts';
import { after, type Instant } from '#domain/instant.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { explain } from '#domain/scoring/explain.ts';
import { lasting } from '#domain/scoring/explain-time.ts';
import { type Answer, seeOther } from '#lambda/http/answer.ts';
import { type HttpRequest, httpHandler, parsed } from '#lambda/http/http-handler.ts';
import { localeOf } from '#lambda/http/locale.ts';
import { type HttpProblem, notFound, problemAnswer } from '#lambda/http/problem.ts';
import type { Log } from '#lambda/log.ts';
import { unknownLinkPage } from '#lambda/page/unknown-link-page.ts';
import type { Clock } from '#ports/world.ts';
import { consentViews } from './consent-views.ts';
import { erasedPage, erasePage } from './erase-pages.ts';
import { activityRows, profileRows } from './held-data.ts';
import { type Addresses, overviewPage } from './overview-page.ts';
import { type Done, texts } from './page-texts.ts';
import type { Preferences } from './preferences.ts';
import { recordJson } from './record.ts';
import { recordPage } from './record-page.ts';

const TokenPath = z.object({ token: z.string() });
export type PreferencesRequest = HttpRequest<z.infer<typeof TokenPath>>;

export interface PreferencesDependencies {
  readonly preferences: Preferences;
  readonly playbook: Playbook;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly log: Log;
  /** Further pages under the same token, by their route: the certificate. */
  readonly subpages?: Readonly<Record<string, (request: PreferencesRequest) => Promise<Answer>>>;
}

export const CERTIFICATE = 'GET /preferences/{token}/certificate';

export function createHandler(dependencies: PreferencesDependencies) {
  const { preferences, playbook, baseUrl, clock, sha256, log, subpages = {} } = dependencies;
  const { company } = playbook;
  const pages: Readonly<Record<string, (request: PreferencesRequest) => Promise<Answer>>> = {
    'GET /preferences/{token}': overview,
    'POST /preferences/{token}': change,
    'GET /preferences/{token}/data': data,
    'GET /preferences/{token}/erase': askToErase,
    'POST /preferences/{token}/erase': erase,
    ...subpages,
  };

  return httpHandler({ path: TokenPath, log, problemPage }, async (request) => {
    const answer = pages[request.route];
    if (answer === undefined) throw notFound();

    return answer(request);
  });

  async function overview(request: PreferencesRequest): Promise<Answer> {
    const { lead, entries, activities } = await preferences.look(request.path.token);
    const locale = localeFor(request, lead);

    return overviewPage({
      locale,
      company,
      addresses: addressesOf(request.path.token, locale, ''),
      consents: consentViews(lead, entries, playbook, locale, sha256),
      profile: profileRows(lead, playbook, locale),
      activities: activityRows(activities, locale),
      score: lead.score && explain(lead.score, playbook.scoring, locale),
      blockedBecause: lead.suppressed !== undefined && isBlock(lead.suppressed) ? lead.suppressed : undefined,
      erasedOn: lead.eraseAt && formatDate(lead.eraseAt, locale),
      done: doneIn(request.query.done),
    });
  }

  /** Answers with a redirect: a page that a browser restores later must not press the button once more. */
  async function change(request: PreferencesRequest): Promise<Answer> {
    const { body, path, viewer, query } = request;
    const wanted = parsed(PreferenceChange, body?.kind === 'form' ? body.fields : body?.value);
    const locale = localeOf(query.locale, request.headers['accept-language']);
    const consent = wanted.action === 'withdraw-all' ? undefined : wanted.consent;
    const { leadId, changed } =
      wanted.action === 'give'
        ? await preferences.give(path.token, { ...wanted, locale }, viewer)
        : await preferences.withdraw(path.token, consent, viewer);
    log.info('preferences changed', { leadId });
    if (changed) log.count(wanted.action === 'give' ? 'ConsentGivenAgain' : 'ConsentWithdrawn');

    return seeOther(
      `${addressesOf(path.token, locale, '').here}&done=${changed ? doneBy[wanted.action] : 'unchanged'}`,
    );
  }

  async function data(request: PreferencesRequest): Promise<Answer> {
    const record = await preferences.record(request.path.token);
    const { lead, entries, activities, history } = record;
    const locale = localeFor(request, lead);
    log.info('data handed out', { leadId: lead.id });
    if (request.query.format === 'json') return download(recordJson(record, playbook, locale, clock()));

    return recordPage({
      locale,
      company,
      addresses: addressesOf(request.path.token, locale, '/data'),
      now: clock(),
      lead,
      formTitle: playbook.forms[lead.formId]?.title[locale] ?? lead.formId,
      nameOfSalesperson: (id) => playbook.team.people.find((person) => person.id === id)?.name ?? id,
      profile: profileRows(lead, playbook, locale),
      entries,
      activities,
      history,
      inactiveFor: lasting(playbook.privacy.retention.inactive, locale),
    });
  }

  async function askToErase(request: PreferencesRequest): Promise<Answer> {
    const { lead } = await preferences.look(request.path.token);
    const locale = localeFor(request, lead);
    const addresses = addressesOf(request.path.token, locale, '/erase');

    return erasePage({ locale, company, addresses, keptUntil: keptUntil(clock(), locale) });
  }

  async function erase(request: PreferencesRequest): Promise<Answer> {
    const { lead, erasure, changed } = await preferences.erase(request.path.token, request.viewer);
    const locale = localeFor(request, lead);
    log.info('erasure ordered', { leadId: lead.id });
    if (changed) log.count('ErasureRequested');

    return erasedPage({ locale, company, keptUntil: keptUntil(erasure.requestedAt, locale) });
  }

  function keptUntil(from: Instant, locale: Locale): string {
    return formatDate(after(from, playbook.privacy.retention.proof), locale);
  }

  /** All from our own configuration. `place` is where the page is that is being shown. */
  function addressesOf(token: string, locale: Locale, place: string): Addresses {
    const base = `${baseUrl}/preferences/${token}`;
    const other = locale === 'de' ? 'en' : 'de';

    return {
      here: `${base}?locale=${locale}`,
      otherLanguage: `${base}${place}?locale=${other}`,
      record: `${base}/data?format=html&locale=${locale}`,
      download: `${base}/data?format=json&locale=${locale}`,
      erase: `${base}/erase?locale=${locale}`,
      ...(CERTIFICATE in subpages ? { certificate: `${base}/certificate?locale=${locale}` } : {}),
    };
  }

  function problemPage(problem: HttpProblem, { language }: { language: string }) {
    return problem.status === 404 ? unknownLinkPage({ locale: localeOf(undefined, language) }) : problemAnswer(problem);
  }
}

/** The language asked for, else the lead's. */
export const localeFor = ({ query, headers }: PreferencesRequest, lead: Lead): Locale =>
  localeOf(query.locale ?? lead.locale, headers['accept-language']);

const doneBy = { withdraw: 'withdrawn', 'withdraw-all': 'withdrawn-all', give: 'given' } as const satisfies Record<
  string,
  Done
>;

const doneIn = (done: string | undefined): Done | undefined =>
  done !== undefined && Object.hasOwn(texts.de.overview.done, done) ? (done as Done) : undefined;

const download = (record: object): Answer => ({
  statusCode: 200,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="my-data.json"',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
  },
  body: `${JSON.stringify(record, undefined, 2)}\n`,
});
