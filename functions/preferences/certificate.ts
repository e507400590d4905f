import type { Playbook } from '#contracts/playbook.ts';
import { certificateFault, certificateFile, certificateOf } from '#domain/consent/certificate.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';
import type { Answer } from '#lambda/http/answer.ts';
import type { Log } from '#lambda/log.ts';
import { certificatePage } from '#lambda/page/certificate/page.ts';
import type { Clock } from '#ports/world.ts';
import { localeFor, type PreferencesRequest } from './handler.ts';
import type { Preferences } from './preferences.ts';

interface World {
  readonly preferences: Pick<Preferences, 'look'>;
  readonly playbook: Pick<Playbook, 'company'>;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly log: Log;
}

/** The certificate of somebody's consents, to print or (`format=json`) as a file that can be verified offline. */
export function certificateRoute({ preferences, playbook: { company }, baseUrl, clock, sha256, log }: World) {
  return async (request: PreferencesRequest): Promise<Answer> => {
    const first = await issued(request);
    // An entry may have been written between the two reads of lead and ledger: what is wrong then is right at a second look.
    const { lead, locale, certificate, fault } = first.fault === undefined ? first : await issued(request);
    log.info('certificate issued', { leadId: lead.id });
    if (request.query.format === 'json') return download(certificateFile(certificate));
    const here = `${baseUrl}/preferences/${request.path.token}/certificate`;

    return certificatePage({
      locale,
      company,
      certificate,
      fault,
      file: `${here}?format=json&locale=${locale}`,
      otherLanguage: `${here}?locale=${locale === 'de' ? 'en' : 'de'}`,
    });
  };

  async function issued(request: PreferencesRequest) {
    const { lead, entries } = await preferences.look(request.path.token);
    const locale = localeFor(request, lead);
    const { id: leadId, addressHash, ledger: head, profile } = lead;
    const address = profile.email && String(profile.email.value);
    const issue = { at: clock(), by: company.name, imprint: company.imprint[locale], to: 'person' as const };
    const certificate = certificateOf({ leadId, addressHash, address, entries, head }, issue);

    return { lead, locale, certificate, fault: certificateFault(certificate, sha256) };
  }
}

const download = (file: string): Answer => ({
  statusCode: 200,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="proof-of-consent.json"',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
  },
  body: file,
});
