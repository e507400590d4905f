import type { FieldFault } from '#app/invalid-submission-error.ts';
import type { Form, Locale } from '#contracts/playbook.ts';
import type { Submission } from '#contracts/submission.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';
import type { GivenConsent } from '#domain/lead/capture.ts';
import { messages } from './messages.ts';

/**
 * The consents that were given, with the wording that stood beside the box. A box counts only with the hash of a wording that the form has in some
 * language: what we cannot prove to have shown was not consented to.
 */
export function readConsents(
  form: Form,
  boxes: Submission['consents'],
  locale: Locale,
  sha256: Sha256,
): { consents: GivenConsent[]; faults: FieldFault[] } {
  const say = messages[locale];
  const consents: GivenConsent[] = [];
  const faults: FieldFault[] = [];
  for (const channel of Object.keys(boxes ?? {})) {
    if (!form.consents.some((consent) => consent.channel === channel))
      faults.push({ field: `consent.${channel}`, message: say.consentUnknown });
  }
  for (const { channel, purpose, required, text } of form.consents) {
    const box = boxes?.[channel];
    if (box?.given !== true) {
      if (required) faults.push({ field: `consent.${channel}`, message: say.consentRequired });
      continue;
    }
    const shown = Object.values(text).find((wording) => sha256(wording) === box.text);
    if (shown === undefined) faults.push({ field: `consent.${channel}`, message: say.consentChanged });
    else consents.push({ channel, purpose, text: shown, sha256: sha256(shown) });
  }

  return { consents, faults };
}
