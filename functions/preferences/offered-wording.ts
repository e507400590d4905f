import type { Locale, Playbook } from '#contracts/playbook.ts';
import { type ConsentRef, consentKeyOf } from '#domain/consent/consents.ts';
import type { Requested, Sha256 } from '#domain/consent/ledger.ts';
import type { Lead } from '#domain/lead/lead.ts';

type Offered = Omit<Requested['wording'], 'page'>;

/** The words in which a consent can be given now: those of the lead's own form first, then of any other. Undefined when no form asks for it any more. */
export function offeredWording(
  { forms, privacy }: Pick<Playbook, 'forms' | 'privacy'>,
  { formId }: Pick<Lead, 'formId'>,
  ref: ConsentRef,
  locale: Locale,
  sha256: Sha256,
): Offered | undefined {
  const own = forms[formId];
  for (const form of [...(own === undefined ? [] : [own]), ...Object.values(forms)]) {
    const consent = form.consents.find((one) => consentKeyOf(one) === consentKeyOf(ref));
    if (consent === undefined) continue;
    const text = consent.text[locale];

    return { text, sha256: sha256(text), formId: form.id, locale, privacyNotice: privacy.noticeVersion };
  }

  return undefined;
}
