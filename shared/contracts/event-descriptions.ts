import type { GoldpanEvent } from './events.ts';

/** When each event happens, for the catalogue `docs/events.md`. Apart from the schemas, so that no function bundles it. */
export const eventDescriptions: Readonly<Record<GoldpanEvent['type'], string>> = {
  'lead.captured':
    'Somebody submitted a form with an address that had no lead. The lead is raw, its opt-in mail is wanted.',
  'lead.resubmitted':
    'A form came in for an address that has a lead already. `requestId` is a new one only when the earlier opt-in request had ended.',
  'lead.mail-due': 'Mails that should have gone out are still missing: it is time to look again. Told by `due`.',
  'lead.mailed': 'SES took a mail. `messageId` is its id there.',
  'lead.opt-in-held':
    'An opt-in mail does not go out: a budget is used up and it is tried again (`mailbox`, `network`, `domain`, `everybody`), or it will not go at all because the address is on the suppression list or of a kind that the playbook refuses. Once for each reason.',
  'lead.confirmed':
    'The owner of the address pressed the button behind the link of the opt-in mail, or gave a withdrawn consent again on the preferences page.',
  'lead.opt-in-expired': 'Nobody confirmed in time. Told by `due`.',
  'lead.opt-in-reminder-due': 'Nobody has confirmed yet and the one reminder is due. Told by `due`.',
  'lead.withdrawn':
    'Consents ended; `consents` names channel and purpose of each. With the last one to e-mail the opt-in ended as well: nothing more is sent.',
  'lead.erasure-requested':
    'The lead is to be erased: its owner asked, nobody confirmed in time, its retention is over, or the operator has to.',
  'lead.erasure-due':
    'A step of an erasure is to be done: more to `delete`, a second look for what late writers left (`sweep`), or the `proof` whose retention is over. Told by `erase` and `due`.',
  'lead.erased':
    'Nothing is left of the lead but the report of its erasure and, where it once confirmed, the restricted proof. Nobody can read the lead any more.',
  'lead.enriched':
    'Enrichment is through. `fields` names what it found; the list is empty when it found nothing, because scoring waits for this event.',
  'lead.scored':
    'The lead has another score than before, by the playbook of that version. The rules that made it come along.',
  'lead.qualified': 'The score opened a path to MQL: a raw lead with a confirmed opt-in became marketing qualified.',
  'lead.rescore-due':
    'The score is to be reckoned anew: by `time` alone grade, level or a path to MQL changes now (told by `due`), a `release` of the playbook changed the rules, or a recognised lead gave `answers` on a form.',
  'lead.fell-below':
    'No path to MQL is open to this marketing qualified lead any more, and the playbook keeps it, or somebody owns it already. Once for each fall.',
  'lead.offered': 'Routing put the lead before one salesperson, who has until `acceptBy` to answer.',
  'lead.offer-reminder-due':
    'The salesperson has not answered yet and the time for the reminder has come. Told by `due`.',
  'lead.accepted': 'The salesperson accepted the offer and owns the lead.',
  'lead.declined': 'The salesperson declined the offer; routing goes on to the next.',
  'lead.offer-lapsed': 'The time to accept ran out: the SLA was missed. Once for each offer. Told by `due`.',
  'lead.unrouted': 'Everybody was asked and somebody let the offer lapse. Nobody is asked again before `retryAt`.',
  'lead.routing-due': 'A qualified lead waits for an offer longer than it should: routing looks again. Told by `due`.',
  'lead.recycled': 'The lead went back to raw and is nobody’s.',
  'lead.established':
    'The salesperson said what they have found out about the lead: `fields` names what is new, the values stay in its profile. The score may change by it.',
  'lead.sales-qualified': 'Sales has established what the playbook asks for: MQL became SQL.',
  'lead.won': 'The lead became a customer.',
  'lead.lost': 'Sales lost the lead.',
  'lead.disqualified': 'The lead will never be a customer; it stays out for good.',
  'playbook.released':
    'Another playbook is deployed than was released last, and every function has had time to get it. Told by `due`.',
  'playbook.rescore-page':
    'The next page of a segment of the table is to be read, and its leads told to be scored anew. Where it begins stands in the table.',
  'playbook.rescored': 'Every segment is through: all `leads` with a score by another playbook were told.',
  'activity.recorded':
    'One activity of a lead was stored. It is its own record: the lead’s history holds no second one.',
};
