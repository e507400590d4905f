import type { PutEventsEntry, PutEventsResult } from '#local/aws/events.ts';
import { entrySize } from '#local/aws/events-service.ts';

const sizeLimit = 256 * 1024;

/** Why EventBridge refuses an entry, in its words; undefined for a good one. `unknownBus` names a bus that is not there. */
export function eventProblem(entry: PutEventsEntry, unknownBus: string | undefined): PutEventsResult | undefined {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name])
      return refused('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  }
  if (entry.Source?.startsWith('aws.')) {
    return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  if (!isJsonObject(entry.Detail ?? '')) return refused('MalformedDetail', 'Detail is malformed.');
  if (entrySize(entry) > sizeLimit)
    return refused('InvalidArgument', 'Total size of the entry is over the limit of 256 KB.');
  if (unknownBus !== undefined) return refused('ResourceNotFoundException', `Event bus ${unknownBus} does not exist.`);

  return undefined;
}

function refused(ErrorCode: string, ErrorMessage: string): PutEventsResult {
  return { ErrorCode, ErrorMessage };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);

    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
