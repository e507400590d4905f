/** What AWS bills by use. */
export type UnitKind =
  | 'httpRequests'
  | 'lambdaRequests'
  | 'lambdaGbSeconds'
  | 'writeUnits'
  | 'readUnits'
  | 'events'
  | 'queueRequests'
  | 'notifications'
  | 'mails'
  | 'logBytes';
export type Units = Readonly<Record<UnitKind, number>>;

const MILLION = 1_000_000;
const GIGABYTE = 1_000_000_000;

/**
 * List prices in dollars per unit, us-east-1, without free tiers, as the project counts them: HTTP API, Lambda on arm64,
 * DynamoDB on demand, EventBridge custom events, SQS standard, SNS, SES, CloudWatch Logs. Streams read by Lambda cost nothing, nor do
 * SNS's deliveries to queues (SQS bills their messages).
 */
export const prices: Readonly<Record<UnitKind, { readonly label: string; readonly dollars: number }>> = {
  httpRequests: { label: 'HTTP API requests', dollars: 1 / MILLION },
  lambdaRequests: { label: 'Lambda requests', dollars: 0.2 / MILLION },
  lambdaGbSeconds: { label: 'Lambda GB-seconds', dollars: 13.33 / MILLION },
  writeUnits: { label: 'DynamoDB write units', dollars: 0.625 / MILLION },
  readUnits: { label: 'DynamoDB read units', dollars: 0.125 / MILLION },
  events: { label: 'EventBridge events', dollars: 1 / MILLION },
  queueRequests: { label: 'SQS requests', dollars: 0.4 / MILLION },
  notifications: { label: 'SNS notifications', dollars: 0.5 / MILLION },
  mails: { label: 'Mails', dollars: 100 / MILLION },
  logBytes: { label: 'Log bytes', dollars: 0.5 / GIGABYTE },
};
