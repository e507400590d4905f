import { type Call, denialMessage, jsonError, type Service } from './call.ts';
import type { PutEvents, PutEventsEntry } from './events.ts';
import { PutEventsRequest, putEventsAuthorizations } from './events-calls.ts';
import { type Meter, messageChunks } from './meter.ts';

const MAX_ENTRIES = 10;
const MAX_BYTES = 262_144;

/** EventBridge's PutEvents, answered by the local bus. */
export function eventsService({
  putEvents,
  meter,
  arnPrefix,
}: {
  putEvents: PutEvents;
  meter: Meter;
  arnPrefix: string;
}): Service {
  return {
    authorizations: (call) =>
      call.operation === 'PutEvents'
        ? putEventsAuthorizations(json(call), arnPrefix)
        : [{ action: `events:${call.operation}`, resource: '*', context: {} }],
    async answer(call) {
      if (call.operation !== 'PutEvents') return invalid(`The local EventBridge does not do ${call.operation}.`);
      const { Entries } = PutEventsRequest.parse(json(call));
      const bytes = Entries.reduce((sum, entry) => sum + entrySize(entry), 0);
      if (Entries.length === 0 || Entries.length > MAX_ENTRIES)
        return invalid(`1 to ${MAX_ENTRIES} entries are expected, not ${Entries.length}.`);
      if (bytes > MAX_BYTES) return invalid('Total size of the entries in the request is over the limit.');
      const results = await putEvents(Entries);
      for (const [index, entry] of Entries.entries()) {
        if ('EventId' in (results[index] ?? {})) meter.add('events', messageChunks(entrySize(entry)));
      }

      return {
        status: 200,
        headers: { 'content-type': 'application/x-amz-json-1.1' },
        body: JSON.stringify({
          FailedEntryCount: results.filter((result) => !('EventId' in result)).length,
          Entries: results,
        }),
      };
    },
    refuse: (refusal) => jsonError(refusal),
    deny: (denial) => ({ status: 400, code: 'AccessDeniedException', message: denialMessage(denial) }),
  };
}

const json = ({ body }: Call): unknown => JSON.parse(body.toString('utf8'));
const invalid = (message: string) => jsonError({ status: 400, code: 'ValidationException', message });

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-event-size */
export function entrySize({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsEntry): number {
  return (
    (Time === undefined ? 0 : 14) +
    [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  );
}
