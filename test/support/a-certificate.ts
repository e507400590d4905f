import { sha256 } from '#adapters/system/world.ts';
import { type Certificate, certificateOf } from '#domain/consent/certificate.ts';
import { append, type ConsentEntry, type Declaration, emptyLedger } from '#domain/consent/ledger.ts';
import { DAY, MINUTE } from '#domain/instant.ts';
import { capture } from '#domain/lead/capture.ts';
import { aContext, aSubmission, aViewer, LEAD_ID, nowPlus, REQUEST_ID, someConsents } from './a-lead.ts';

/** The certificate of somebody who asked for a paper with all boxes, confirmed, and wants no calls any more; `steps` ends the story early. */
export function aCertificate({
  steps = Number.POSITIVE_INFINITY,
  page = 'https://www.flusswerk.example/whitepaper',
  locale = 'en',
}: {
  steps?: number;
  page?: string;
  locale?: 'de' | 'en';
} = {}): Certificate {
  const submission = aSubmission({ page, locale, consents: someConsents('email', 'phone', 'tracking') });
  const captured = capture(submission, { id: LEAD_ID, addressHash: 'h7Q2m0oXbY1vK9dSw3JtRkLp' }, aContext());
  const refs = submission.consents.map(({ channel, purpose }) => ({ channel, purpose, requestId: REQUEST_ID }));
  const then: [after: number, ...Declaration[]][] = [
    [
      MINUTE,
      {
        kind: 'mailed',
        requestId: REQUEST_ID,
        mail: {
          template: 'opt-in',
          locale,
          playbook: '3f2a91c07be4',
          sha256: sha256('Please confirm\n\n…'),
          messageId: '0107019a2b3c4d5e-7f6a4b1c-90de-4f12-a345-6b789c0d1e2f-000000',
          keyId: '1',
        },
      },
    ],
    [
      2 * MINUTE,
      {
        kind: 'delivered',
        requestId: REQUEST_ID,
        messageId: '0107019a2b3c4d5e-7f6a4b1c-90de-4f12-a345-6b789c0d1e2f-000000',
        deliveredAt: nowPlus(MINUTE + 2_000),
      },
    ],
    [9 * MINUTE, ...refs.map((ref): Declaration => ({ kind: 'confirmed', ...ref, viewer: aViewer, method: 'button' }))],
    [
      3 * DAY,
      ...refs
        .filter(({ channel }) => channel === 'phone')
        .map((ref): Declaration => ({ kind: 'withdrawn', ...ref, viewer: aViewer, method: 'preferences' })),
    ],
  ];
  const entries: ConsentEntry[] = [...captured.entries];
  let head = captured.lead.ledger ?? emptyLedger;
  for (const [after, ...declarations] of then) {
    const appended = append(head, declarations, nowPlus(after), sha256);
    entries.push(...appended.entries);
    head = appended.ledger;
  }

  return certificateOf(
    {
      leadId: LEAD_ID,
      addressHash: captured.lead.addressHash,
      address: 'ada@wasserwerk.example',
      entries: entries.slice(0, steps),
    },
    {
      at: nowPlus(4 * DAY),
      by: 'Flusswerk GmbH',
      imprint: 'Flusswerk GmbH, Am Musterhafen 12, 20457 Hamburg',
      to: 'person',
    },
  );
}
