import type { pauseWhenDue } from '#app/watch-reputation.ts';
import { feedbackQueueHandler } from '#lambda/feedback-queue-handler.ts';
import type { Log } from '#lambda/log.ts';
import type { TakeFeedback } from './take-feedback.ts';

interface Dependencies {
  readonly takeFeedback: TakeFeedback;
  readonly pauseWhenDue: ReturnType<typeof pauseWhenDue>;
  readonly log: Log;
}

export const createHandler = ({ takeFeedback, pauseWhenDue, log }: Dependencies) =>
  feedbackQueueHandler({ log }, async ({ feedback, again }) => {
    const { leadId, mail, kind } = feedback;
    const taken = await takeFeedback(feedback, again);
    const about = { ...(leadId && { leadId }), ...(mail && { mail }), eventType: kind };
    if (taken === 'foreign') log.warn('feedback on no mail of ours', { eventType: kind });
    else if (kind !== 'delivered') log.warn('mail did not just arrive', about);
    if (taken === 'blocked') {
      log.warn('address blocked', about);
      log.count('AddressBlocked');
    }
    if (kind !== 'hard-bounce' && kind !== 'complaint') return;
    const paused = await pauseWhenDue();
    if (paused === undefined) return;
    log.warn('marketing mail paused', { count: paused.counts.mails });
    log.count('MailingPaused');
  });
