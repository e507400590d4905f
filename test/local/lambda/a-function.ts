import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClock } from '#local/clock.ts';
import type { FunctionSettings } from '#local/lambda/function-settings.ts';
import { type FunctionsStart, startFunctions } from '#local/lambda/functions.ts';

/** A function whose module is given as source, with settings that a test may change. */
export function aFunction(
  name: string,
  source: string,
  changes: Partial<Omit<FunctionSettings, 'asynchronous'>> & {
    asynchronous?: Partial<FunctionSettings['asynchronous']>;
  } = {},
): FunctionSettings {
  const folder = join(mkdtempSync(join(tmpdir(), 'goldpan-function-')), name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.mjs'), source);

  return {
    name,
    arn: `arn:aws:lambda:eu-central-1:000000000000:function:${name}`,
    handler: 'index.handler',
    folder,
    environment: {},
    memoryMegabytes: 128,
    timeoutSeconds: 10,
    reservedConcurrency: undefined,
    logGroup: `/aws/lambda/${name}`,
    logFormat: 'Text',
    logLevel: undefined,
    ...changes,
    asynchronous: {
      retries: 2,
      maximumAgeSeconds: 60,
      onFailure: undefined,
      onSuccess: undefined,
      deadLetterArn: undefined,
      ...changes.asynchronous,
    },
  };
}

/** Functions that run, and what they told: reports, log lines, sent messages, billed units. */
export function runningFunctions(functions: FunctionSettings[], changes: Partial<FunctionsStart> = {}) {
  const told = {
    reports: [] as string[],
    lines: [] as string[],
    sent: [] as { queueArn: string; body: unknown; attributes: Readonly<Record<string, string>> | undefined }[],
    billed: [] as { name: string; gigabyteSeconds: number }[],
  };
  const clock = openClock();
  const running = startFunctions({
    functions,
    aws: { endpoint: 'http://127.0.0.1:9', region: 'eu-central-1' },
    credentialsOf: ({ name }) => ({ accessKeyId: `KEY${name}`, secretAccessKey: 'secret' }),
    clock,
    sendMessage: async (queueArn, body, attributes) =>
      void told.sent.push({ queueArn, body: JSON.parse(body), attributes }),
    meter: { invocation: (name, gigabyteSeconds) => told.billed.push({ name, gigabyteSeconds }) },
    report: (text) => told.reports.push(text),
    sourceMapOf: (_, bundle) => `${bundle}.map`,
    log: (_, line) => told.lines.push(line),
    ...changes,
    limits: { retryDelays: [10], ...changes.limits },
  });

  return { ...running, told, clock };
}
