import { setTimeout as pause } from 'node:timers/promises';
import type { LocalClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Publisher, publish } from '../sns/publish.ts';
import type { Inbox, Mail } from './inbox.ts';
import type { EventDestination } from './ses-destinations.ts';
import { sesEvent } from './ses-events.ts';
import type { MailIdentities } from './ses-identities.ts';
import { type Outcome, outcomesFor } from './ses-simulator.ts';
import { UnheardMailError } from './unheard-mail-error.ts';

/** What becomes of mails after SES took them, told to whoever hears their configuration set. */
export type MailOutcomes = {
  /** Lets happen what happens by itself: the delivery, or what the mailbox simulator does. A moment later, as with SES. */
  follow(mail: Mail): void;
  /** Lets a person say what became of a mail; the inbox keeps it. Throws `UnheardMailError` where SES would tell nobody. */
  report(mail: Mail, outcome: Outcome): Promise<void>;
  /** How many mails something is still about to happen to. */
  readonly pending: number;
  /** Tells what is pending at once. */
  stop(): Promise<void>;
};

export type MailOutcomesStart = {
  readonly destinations: ReadonlyMap<string, readonly EventDestination[]>;
  readonly publisher: Publisher;
  readonly inbox: Inbox;
  readonly identities: MailIdentities;
  readonly accountId: string;
  readonly clock: LocalClock;
  readonly report: Log;
};

/** Longer than a sender needs to note what SES answered; real deliveries take longer still. */
const MOMENT = 250;

export function mailOutcomes(start: MailOutcomesStart): MailOutcomes {
  const { destinations, publisher, inbox, identities, accountId, clock } = start;
  const pending = new Set<Promise<void>>();
  const stopping = new AbortController();

  const tell = async (mail: Mail, outcome: Outcome, recipients: readonly string[]): Promise<boolean> => {
    const sourceArn = identities.identityArn(/([^<\s]+@[^>\s]+)/.exec(mail.from)?.[1] ?? '') ?? '';
    const event = sesEvent(mail, { outcome, recipients, now: clock.now(), accountId, sourceArn });
    const hearing = (destinations.get(mail.sent.configurationSet ?? '') ?? []).filter(({ hears }) =>
      hears(event.eventType),
    );
    for (const { topic } of hearing)
      await publish(publisher, topic, {
        subject: 'Amazon SES Email Event Notification',
        message: JSON.stringify(event),
      });

    return hearing.length > 0;
  };
  const happen = async (mail: Mail) => {
    await pause(MOMENT, undefined, { signal: stopping.signal }).catch(() => {});
    const byOutcome = mail.to
      .split(', ')
      .flatMap((recipient) => outcomesFor(recipient).map((outcome) => ({ outcome, recipient })));
    for (const [outcome, group] of Map.groupBy(byOutcome, ({ outcome }) => outcome)) {
      await tell(
        mail,
        outcome,
        group.map(({ recipient }) => recipient),
      );
      if (outcome !== 'delivered') inbox.note(mail.id, { outcome, at: clock.now().toISOString() });
    }
  };

  return {
    follow(mail) {
      const happening = happen(mail)
        .catch((error: unknown) => start.report(`SES could not tell what became of a mail: ${error}`))
        .finally(() => pending.delete(happening));
      pending.add(happening);
    },
    async report(mail, outcome) {
      if (!(await tell(mail, outcome, mail.to.split(', ')))) throw new UnheardMailError(mail.id);
      inbox.note(mail.id, { outcome, at: clock.now().toISOString() });
    },
    get pending() {
      return pending.size;
    },
    async stop() {
      stopping.abort();
      await Promise.all(pending);
    },
  };
}
