import type { FeedbackKind, MailFeedback } from '#contracts/mail-feedback.ts';
import { type MailName, mailNames } from '#contracts/playbook.ts';
import { isMarketing, isOptInMail } from '#domain/lead/mails.ts';
import { type Counts, hourOf, noCounts } from '#domain/mailing/reputation.ts';
import type { MailCounts } from '#ports/mailing.ts';
import type { BlockAddress } from './block-address.ts';
import type { NoteArrival } from './note-arrival.ts';
import type { NoteSoftBounce } from './note-soft-bounce.ts';

interface World {
  readonly blockAddress: BlockAddress;
  readonly noteArrival: NoteArrival;
  readonly noteSoftBounce: NoteSoftBounce;
  readonly counts: MailCounts;
}

/** A mail of ours to a lead, or about one to sales, with what became of it. */
export interface OwnFeedback extends MailFeedback {
  readonly leadId: string;
  readonly mail: MailName;
}

/** What came of the news: nothing of ours; noted; the address blocked. */
export type Taken = 'foreign' | 'noted' | 'blocked';

/** `again`: the queue handed it out before, so that what cannot be told from a repeat is not counted twice. */
export type TakeFeedback = (feedback: MailFeedback, again: boolean) => Promise<Taken>;

/**
 * Does what the fate of one mail asks for: the proof learns that it arrived; a hard bounce and a complaint block the address at once, soft bounces when there
 * were too many in a row. Then it counts. Repeats change nothing, whatever else came in between. Mails to sales block nobody and do not
 * count: they would only make our standing look better than it is.
 */
export function takeFeedback({ blockAddress, noteArrival, noteSoftBounce, counts }: World): TakeFeedback {
  return async (feedback, again) => {
    const { leadId, mail: name } = feedback;
    const mail = mailNames.find((known) => known === name);
    if (leadId === undefined || mail === undefined) return 'foreign';
    if (!isOptInMail(mail) && !isMarketing(mail)) return 'noted';
    const blocked = await settle({ ...feedback, leadId, mail });
    await count(feedback, again);

    return blocked ? 'blocked' : 'noted';
  };

  /** Answers whether the address is blocked from now on. */
  async function settle(feedback: OwnFeedback): Promise<boolean> {
    switch (feedback.kind) {
      case 'hard-bounce':
      case 'complaint':
        return blockAddress(feedback, feedback.kind);
      case 'soft-bounce':
        return (await noteSoftBounce(feedback)) && blockAddress(feedback, 'soft-bounces');
      case 'delivered':
        await noteArrival(feedback);
        return false;
      case 'delayed':
      case 'rejected':
        return false;
    }
  }

  async function count({ kind, messageId, at, recipients }: MailFeedback, again: boolean): Promise<void> {
    const counted = counting[kind];
    if (counted === undefined || recipients.some(isSimulator)) return;
    if (kind === 'hard-bounce' || kind === 'complaint')
      await counts.add(hourOf(at), counted, { messageId, what: kind });
    else if (!again) await counts.add(hourOf(at), counted);
  }
}

const counting: Readonly<Record<FeedbackKind, Counts | undefined>> = {
  delivered: { ...noCounts, mails: 1 },
  'soft-bounce': { ...noCounts, mails: 1 },
  'hard-bounce': { ...noCounts, mails: 1, bounces: 1 },
  complaint: { ...noCounts, complaints: 1 },
  delayed: undefined,
  rejected: undefined,
};

/** SES does not count mails to its mailbox simulator either. */
const isSimulator = (address: string): boolean => address.toLowerCase().endsWith('@simulator.amazonses.com');
