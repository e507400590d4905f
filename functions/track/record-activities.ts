import { type FieldFault, InvalidSubmissionError } from '#app/invalid-submission-error.ts';
import { mailboxAddress } from '#app/mailbox-address.ts';
import type { ActivityReport, ServerActivityReport } from '#contracts/activity.ts';
import type { Activity, Sign } from '#domain/lead/activity.ts';
import type { Activities } from '#ports/activities.ts';
import type { KnownAddresses } from '#ports/known-addresses.ts';
import type { Links } from '#ports/links.ts';
import { UnknownLinkError } from '#ports/unknown-link-error.ts';
import type { Clock } from '#ports/world.ts';
import { readActivities } from './read-activities.ts';
import type { Reported } from './read-reports.ts';

interface World {
  readonly activities: Activities;
  readonly links: Links;
  readonly addresses: KnownAddresses;
  /** How long one activity is kept, ms. */
  readonly keptFor: number;
  readonly clock: Clock;
}

/** Keeps what leads did; of a batch with anything wrong, nothing. Both throw InvalidSubmissionError naming every field. */
export interface RecordActivities {
  /** Leads are named by tokens; `signs` are those of the request. @throws UnknownLinkError naming those that are not ours. */
  fromSite(reported: Reported<ActivityReport>, signs: readonly Sign[]): Promise<void>;
  /** Leads are named by addresses. What is told of an address that is no lead's is dropped, and nobody learns of it. */
  fromServer(sender: string, reported: Reported<ServerActivityReport>): Promise<void>;
}

export function recordActivities({ activities, links, addresses, keptFor, clock }: World): RecordActivities {
  return {
    fromSite: async (reported, signs) => {
      const done = readActivities(reported, clock());
      const leads = await Promise.all(reported.reports.map(({ lead }) => leadBehind(lead)));
      const unknown = leads.flatMap((lead, n) => (lead === undefined ? [reported.fieldOf(n, 'lead')] : []));
      if (unknown.length > 0) throw new UnknownLinkError(unknown);
      await activities.record(
        done.flatMap((activity, n) => doneBy(leads[n], signed(activity, signs))),
        keptFor,
      );
    },

    fromServer: async (sender, reported) => {
      const done = readActivities(reported, clock());
      const mailboxes = readAddresses(reported);
      const leads = await addresses.leadsOf([...new Set(mailboxes)]);
      // Named after the system: what it tells can neither repeat nor replace what another one, or a visitor, told.
      const named = done.map((activity) => ({ ...signed(activity, ['reported']), id: `${sender}.${activity.id}` }));
      await activities.record(
        named.flatMap((activity, n) => doneBy(leads.get(mailboxes[n] ?? ''), activity)),
        keptFor,
      );
    },
  };

  async function leadBehind(token: string): Promise<string | undefined> {
    try {
      return (await links.open('track', token)).leadId;
    } catch (error) {
      if (error instanceof UnknownLinkError) return undefined;
      throw error;
    }
  }
}

function signed(activity: Activity, more: readonly Sign[]): Activity {
  const signs = [...(activity.signs ?? []), ...more];

  return signs.length === 0 ? activity : { ...activity, signs };
}

const doneBy = <Act>(leadId: string | undefined, activity: Act) => (leadId === undefined ? [] : [{ leadId, activity }]);

function readAddresses({ reports, fieldOf }: Reported<ServerActivityReport>): string[] {
  const mailboxes = reports.map(({ email }) => mailboxAddress(email.trim()));
  const faults = mailboxes.flatMap((mailbox, n): FieldFault[] =>
    mailbox === undefined ? [{ field: fieldOf(n, 'email'), message: 'must be an e-mail address' }] : [],
  );
  if (faults.length > 0) throw new InvalidSubmissionError(faults);

  return mailboxes.filter((mailbox) => mailbox !== undefined);
}
