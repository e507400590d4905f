import { prices, type UnitKind, type Units } from './prices.ts';

/** What was used since start, what AWS would bill for it, and which calls were made. */
export type MeterSnapshot = {
  readonly units: Units;
  /** Per kind, and their sum as `total`. */
  readonly dollars: Units & { readonly total: number };
  /** Calls of the AWS endpoint: `calls.capture['dynamodb:TransactWriteItems']`. */
  readonly calls: { readonly [caller: string]: { readonly [operation: string]: number } };
};

export type Meter = {
  add(kind: UnitKind, amount: number): void;
  /** One finished invocation of a function. */
  invocation(functionName: string, gigabyteSeconds: number): void;
  /** One request to the HTTP API, billed as so many of 512 KB. */
  request(units: number): void;
  call(caller: string, operation: string): void;
  snapshot(): MeterSnapshot;
};

/** Starts counting from nothing. */
export function startMeter(): Meter {
  const units = new Map<UnitKind, number>();
  const calls = new Map<string, Map<string, number>>();
  const add = (kind: UnitKind, amount: number) => void units.set(kind, (units.get(kind) ?? 0) + amount);

  return {
    add,
    invocation(_functionName, gigabyteSeconds) {
      add('lambdaRequests', 1);
      add('lambdaGbSeconds', gigabyteSeconds);
    },
    request: (units) => add('httpRequests', units),
    call(caller, operation) {
      const own = calls.get(caller) ?? new Map<string, number>();
      calls.set(caller, own.set(operation, (own.get(operation) ?? 0) + 1));
    },
    snapshot() {
      const dollars = perKind((kind) => (units.get(kind) ?? 0) * prices[kind].dollars);

      return {
        units: perKind((kind) => units.get(kind) ?? 0),
        dollars: { ...dollars, total: Object.values(dollars).reduce((sum, each) => sum + each, 0) },
        calls: Object.fromEntries([...calls].map(([caller, own]) => [caller, Object.fromEntries(own)])),
      };
    },
  };
}

/** How many steps of `size` bytes a payload is billed as; an empty one as one. */
export const chunks = (bytes: number, size: number): number => Math.max(1, Math.ceil(bytes / size));

/** EventBridge, SNS and SQS bill each 64 KB of a payload. */
export const messageChunks = (bytes: number): number => chunks(bytes, 64 * 1024);

const perKind = (value: (kind: UnitKind) => number): Units => ({
  httpRequests: value('httpRequests'),
  lambdaRequests: value('lambdaRequests'),
  lambdaGbSeconds: value('lambdaGbSeconds'),
  writeUnits: value('writeUnits'),
  readUnits: value('readUnits'),
  events: value('events'),
  queueRequests: value('queueRequests'),
  notifications: value('notifications'),
  mails: value('mails'),
  logBytes: value('logBytes'),
});
