/** What may be logged: ids, counts, names of things. A field that could hold personal data is not in this list, so it does not compile. */
export interface LogFields {
  readonly leadId?: string;
  readonly formId?: string;
  readonly eventId?: string;
  readonly eventType?: string;
  readonly offerId?: string;
  readonly salesperson?: string;
  readonly mail?: string;
  readonly heldBy?: string;
  readonly messageId?: string;
  readonly team?: string;
  readonly path?: string;
  readonly route?: string;
  readonly status?: number;
  readonly count?: number;
  readonly attempt?: number;
  readonly retryAt?: string;
  readonly requestId?: string;
  readonly sequenceNumber?: string;
  readonly playbook?: string;
  readonly release?: number;
  readonly segment?: number;
  readonly page?: number;
  readonly scanned?: number;
}

export type Level = 'INFO' | 'WARN' | 'ERROR';

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** With the error's name, code and place; its message only where it cannot quote what a person typed. */
  error(message: string, error: unknown, fields?: LogFields): void;
  /** Counts something as a CloudWatch metric of the namespace `Goldpan` (embedded metric format: one line, no call). */
  count(metric: Metric, value?: number): void;
}

export const metrics = [
  'SubmissionAccepted',
  'HoneypotFilled',
  'LeadConfirmed',
  'LeadUnsubscribed',
  'ConsentWithdrawn',
  'ConsentGivenAgain',
  'ErasureRequested',
  'ActivityRecorded',
  'MailSent',
  'OptInHeld',
  'MailSuppressed',
  'LeadQualified',
  'LeadOffered',
  'LeadAccepted',
  'LeadDeclined',
  'LeadSalesQualified',
  'LeadUnrouted',
  'OfferLapsed',
  'LeadsToRescore',
  'LeadErased',
  'AddressBlocked',
  'FeedbackUnreadable',
  'MailingPaused',
] as const;
export type Metric = (typeof metrics)[number];

/** One JSON line an entry, as CloudWatch's insights read it. `write` takes a finished line. */
export function jsonLog(service: string, now: () => number = Date.now, write: (line: string) => void = toStdout): Log {
  const line = (level: Level, message: string, fields: object) =>
    write(JSON.stringify({ timestamp: new Date(now()).toISOString(), level, service, message, ...fields }));

  return {
    info: (message, fields = {}) => line('INFO', message, fields),
    warn: (message, fields = {}) => line('WARN', message, fields),
    error: (message, error, fields = {}) => line('ERROR', message, { ...fields, error: describe(error) }),
    count: (metric, value = 1) => write(JSON.stringify(embedded(service, metric, value, now()))),
  };
}

const toStdout = (line: string) => process.stdout.write(`${line}\n`);

/** Source of the format: CloudWatch embedded metric format specification. */
const embedded = (service: string, metric: Metric, value: number, timestamp: number) => ({
  _aws: {
    Timestamp: timestamp,
    CloudWatchMetrics: [
      { Namespace: 'Goldpan', Dimensions: [['service']], Metrics: [{ Name: metric, Unit: 'Count' }] },
    ],
  },
  service,
  [metric]: value,
});

/** Parsers quote their input in their messages; of their errors only name and place are told. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const quotesInput = error instanceof SyntaxError || 'issues' in error;
  const cause = error.cause === undefined ? {} : { cause: describe(error.cause) };
  const stack = error.stack
    ?.split('\n')
    .filter((frame) => /^\s+at /.test(frame))
    .map((frame) => frame.trim());

  return {
    name: error.name,
    ...(quotesInput ? { where: pathsOf(error) } : { message: error.message }),
    stack,
    ...cause,
  };
}

function pathsOf(error: Error): string[] {
  if (!('issues' in error) || !Array.isArray(error.issues)) return [];

  return error.issues.map(
    ({ path, code }: { path?: PropertyKey[]; code?: string }) =>
      `${(path ?? []).map(String).join('.')}: ${code ?? 'invalid'}`,
  );
}
