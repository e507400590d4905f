import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FunctionSettings } from '#local/lambda/function-settings.ts';
import type { Functions, FunctionsStart } from '#local/lambda/functions.ts';
import { UnknownFunctionError } from '#local/lambda/unknown-function-error.ts';
import { aFunction, runningFunctions } from './a-function.ts';

const started: Functions[] = [];
const running = (functions: FunctionSettings[], changes: Partial<FunctionsStart> = {}) => {
  const all = runningFunctions(functions, changes);
  started.push(all);

  return all;
};
const answerOf = ({ payload }: { payload: string }): Record<string, unknown> => JSON.parse(payload);

afterEach(async () => {
  await Promise.all(started.splice(0).map((functions) => functions.stop()));
});

describe('a function', () => {
  it('sees its own environment, its own key and nothing of this process', async () => {
    const source = 'export const handler = async () => process.env;';
    process.env.GOLDPAN_TEST_LEAK = 'secret of the parent';
    const functions = running([aFunction('one', source, { environment: { TABLE_NAME: 'leads' } })]);
    const environment = answerOf(await functions.invoke('one', '{}', 'test'));

    expect(environment).toMatchObject({
      TABLE_NAME: 'leads',
      AWS_ACCESS_KEY_ID: 'KEYone',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_LAMBDA_FUNCTION_NAME: 'one',
      AWS_REGION: 'eu-central-1',
    });
    expect(environment).not.toHaveProperty('GOLDPAN_TEST_LEAK');
    expect(environment).not.toHaveProperty('HOME');
  });

  it('lives in the time of the local clock, also for dates made while it loads', async () => {
    const functions = running([
      aFunction(
        'late',
        `const loaded = new Date();
         export const handler = async () => ({ loaded, now: Date.now(), made: new Date(0), text: Date(), same: new Date() instanceof Date,
           other: new (new Date().constructor)().getTime() });`,
      ),
    ]);
    const day = 86_400_000;
    functions.clock.advance(3 * day);
    const first = answerOf(await functions.invoke('late', '{}', 'test'));
    functions.clock.advance(day);
    const second = answerOf(await functions.invoke('late', '{}', 'test'));

    expect(new Date(String(first.loaded)).getTime()).toBeGreaterThan(Date.now() + 2.9 * day);
    expect(Number(second.now) - Number(first.now)).toBeGreaterThanOrEqual(day);
    expect(Number(second.other)).toBeGreaterThanOrEqual(Number(second.now));
    expect(second).toMatchObject({ made: '1970-01-01T00:00:00.000Z', same: true });
    expect(new Date(String(second.text)).getTime()).toBeGreaterThan(Date.now() + 3.9 * day);
  });

  it('stays warm between invocations and is billed for memory and time', async () => {
    const functions = running([
      aFunction('warm', 'let calls = 0; export const handler = async () => ++calls;', { memoryMegabytes: 512 }),
    ]);
    await functions.invoke('warm', '{}', 'test');
    const second = await functions.invoke(
      'arn:aws:lambda:eu-central-1:000000000000:function:warm:$LATEST',
      '{}',
      'test',
    );

    expect(second.payload).toBe('2');
    expect(functions.told.billed.map(({ name }) => name)).toEqual(['warm', 'warm']);
    expect(functions.told.billed[0]?.gigabyteSeconds).toBeGreaterThan(functions.told.billed[1]?.gigabyteSeconds ?? 1);
  });

  it('is ended when it runs past its timeout, even in an endless loop, and works again after', async () => {
    const functions = running([
      aFunction('loop', 'export const handler = async (event) => { while (event.loop); return "well"; };', {
        timeoutSeconds: 0.3,
      }),
    ]);
    const ended = await functions.invoke('loop', '{"loop":true}', 'test');
    const next = await functions.invoke('loop', '{}', 'test');

    expect(ended).toMatchObject({ failed: true });
    expect(answerOf(ended)).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('timed out after 0.30 seconds'),
    });
    expect(next).toMatchObject({ failed: false, payload: '"well"' });
  });

  it('reports a failure with function, request id, cause and place, and stays alive', async () => {
    const functions = running([
      aFunction(
        'broken',
        'let calls = 0;\nexport const handler = async () => {\n  if (++calls === 1) throw new TypeError("no such lead");\n  return calls;\n};',
      ),
    ]);
    const failed = await functions.invoke('broken', '{}', 'test');
    const next = await functions.invoke('broken', '{}', 'test');

    expect(answerOf(failed)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such lead' });
    expect(next.payload).toBe('2');
    expect(functions.told.reports).toEqual([
      expect.stringMatching(
        /^broken failed: TypeError: no such lead \(request [\da-f-]{36}\)\n {4}at .*broken\/index\.mjs:3:\d+$/,
      ),
    ]);
    expect(functions.told.reports[0]).toContain(failed.requestId);
  });

  it.each([
    ['throws while it loads', 'throw new RangeError("bad playbook");', 'RangeError'],
    ['has no handler', 'export const other = 1;', 'Runtime.HandlerNotFound'],
    [
      'takes a callback',
      'export const handler = (event, context, callback) => callback();',
      'Runtime.CallbackHandlerDeprecated',
    ],
    ['never finishes loading', 'setInterval(() => {}, 1000); await new Promise(() => {});', 'Sandbox.Timedout'],
    ['ends its process', 'export const handler = async () => process.exit(3);', 'Runtime.ExitError'],
    [
      'eats its memory',
      'export const handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); };',
      'Runtime.OutOfMemory',
    ],
  ])('that %s fails by name', async (_, source, errorType) => {
    const functions = running([aFunction('bad', source, { memoryMegabytes: 64 })], {
      limits: { initTimeoutMilliseconds: 1_000 },
    });

    expect(answerOf(await functions.invoke('bad', '{}', 'test'))).toMatchObject({ errorType });
    expect(functions.told.reports).toEqual([expect.stringContaining(errorType)]);
  });

  it('that the template does not have is refused by name', async () => {
    await expect(running([]).invoke('nobody', '{}', 'test')).rejects.toThrow(UnknownFunctionError);
  });

  it('hands its output over line by line', async () => {
    const functions = running([
      aFunction('talk', 'export const handler = async () => { console.log("one\\ntwo"); console.error("three"); };'),
    ]);
    await functions.invoke('talk', '{}', 'test');

    await vi.waitFor(() => expect(functions.told.lines).toHaveLength(2));
    expect(functions.told.lines[0]).toMatch(/INFO\tone\rtwo$/);
    expect(functions.told.lines[1]).toMatch(/ERROR\tthree$/);
  });
});

describe('many invocations', () => {
  const slow =
    'export const handler = async (event) => { await new Promise((done) => setTimeout(done, 20)); return event; };';

  it('share at most the allowed number of environments', async () => {
    const functions = running([aFunction('busy', slow), aFunction('single', slow, { reservedConcurrency: 1 })]);
    const all = ['busy', 'single'].flatMap((name) =>
      Array.from({ length: 30 }, () => functions.invoke(name, '{}', 'test')),
    );
    const most = { busy: 0, single: 0 };
    const watch = setInterval(() => {
      const load = functions.load();
      most.busy = Math.max(most.busy, load.busy?.environments ?? 0);
      most.single = Math.max(most.single, load.single?.environments ?? 0);
    }, 5);
    await Promise.all(all);
    clearInterval(watch);

    expect(most).toEqual({ busy: 2, single: 1 });
  });

  it('make room for each other below the total', async () => {
    const functions = running(
      ['a', 'b', 'c'].map((name) => aFunction(name, slow)),
      { limits: { total: 2 } },
    );
    const answers = await Promise.all(
      ['a', 'b', 'c', 'a', 'b', 'c'].map((name, index) => functions.invoke(name, String(index), 'test')),
    );
    const environments = Object.values(functions.load()).reduce((sum, each) => sum + each.environments, 0);

    expect(answers.map(({ payload }) => payload)).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(environments).toBeLessThanOrEqual(2);
  });

  it('of one caller do not keep another waiting', async () => {
    const functions = running([aFunction('fair', slow)]);
    let eventsDone = 0;
    const events = Array.from({ length: 60 }, () =>
      functions.invokeAsync('fair', '{}').over.then(() => void eventsDone++),
    );
    await functions.invoke('fair', '{}', 'web');
    const doneBeforeWeb = eventsDone;
    await Promise.all(events);

    expect(doneBeforeWeb).toBeLessThan(10);
    expect(eventsDone).toBe(60);
  });

  it('leave no environment behind once they are idle', async () => {
    const functions = running([aFunction('rare', slow)], { limits: { idleMilliseconds: 50 } });
    await functions.invoke('rare', '{}', 'test');

    await vi.waitFor(() => expect(functions.load().rare?.environments).toBe(0));
    expect((await functions.invoke('rare', '5', 'test')).payload).toBe('5');
  });

  it('find a prewarmed environment', async () => {
    const functions = running([aFunction('ready', slow), aFunction('later', slow)]);
    await functions.prewarm();

    expect(functions.load()).toEqual({
      ready: { environments: 1, waiting: 0 },
      later: { environments: 1, waiting: 0 },
    });
  });
});

describe('an asynchronous event', () => {
  const failing =
    'let calls = 0; export const handler = async (event) => { if (++calls <= event.failures) throw new Error("not yet"); return calls; };';

  it('is tried three times', async () => {
    const functions = running([aFunction('stubborn', failing, { asynchronous: { onSuccess: 'arn:done' } })]);
    await functions.invokeAsync('stubborn', '{"failures":2}').over;

    expect(functions.told.sent).toMatchObject([
      {
        queueArn: 'arn:done',
        body: { requestContext: { condition: 'Success', approximateInvokeCount: 3 }, responsePayload: 3 },
      },
    ]);
  });

  it('that fails for good goes to the destination and to the dead-letter queue', async () => {
    const functions = running([
      aFunction('hopeless', failing, { asynchronous: { onFailure: 'arn:failed', deadLetterArn: 'arn:dead' } }),
    ]);
    const { requestId, over } = functions.invokeAsync('hopeless', '{"failures":9}');
    await over;

    expect(functions.told.sent).toMatchObject([
      {
        queueArn: 'arn:failed',
        body: {
          version: '1.0',
          requestContext: { requestId, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
          requestPayload: { failures: 9 },
          responseContext: { functionError: 'Unhandled' },
          responsePayload: { errorMessage: 'not yet' },
        },
      },
      { queueArn: 'arn:dead', body: { failures: 9 }, attributes: { RequestID: requestId } },
    ]);
  });

  it('survives the process that accepted it', async () => {
    const eventFolder = mkdtempSync(join(tmpdir(), 'goldpan-events-'));
    const settings = aFunction(
      'kept',
      'export const handler = async () => new Promise((done) => setTimeout(done, 200));',
      {
        asynchronous: { onSuccess: 'arn:done' },
      },
    );
    const first = running([settings], { eventFolder });
    first.invokeAsync('kept', '{"lead":1}');
    await first.stop();
    const second = running([settings], { eventFolder });

    await vi.waitFor(() => expect(second.told.sent).toMatchObject([{ body: { requestPayload: { lead: 1 } } }]), 5_000);
    await vi.waitFor(() => expect(readdirSync(eventFolder)).toEqual([]));
  });
});
