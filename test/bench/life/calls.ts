import { randomUUID } from 'node:crypto';
import type { Form } from '#contracts/playbook.ts';
import { against, type Figure } from '../figure.ts';
import { httpEvent } from '../http-event.ts';
import type { AwsCall } from './ledger.ts';
import { aSubmissionRequest, type Step } from './life.ts';
import type { Invocation, QuietStack } from './quiet-stack.ts';

const REQUESTS = 'AWS calls per request';

/** Calls of each kind of request and of each consumer's event. */
export async function callFigures(stack: QuietStack, form: Form, life: readonly Step[]): Promise<Figure[]> {
  const visitor = randomUUID();
  const submit = async () => {
    const { invocations } = await stack.request('capture', httpEvent(aSubmissionRequest(form, visitor)));
    return firstOf({ name: 'submit', invocations });
  };
  const [fresh, known] = [await submit(), await submit()];
  const sweep = firstOf({ name: 'sweep', invocations: await stack.tick('due') });
  const requests = { confirm: step('confirm'), activity: step('visit 1'), accept: step('accept') };
  const all = [fresh, known, ...Object.values(requests), step('open confirmation'), step('open offer')];
  const foreign = all.flatMap(({ calls }) => calls).filter(({ operation }) => !operation.startsWith('dynamodb:'));

  return [
    against(requestFigure('capture, new address', fresh), 'captureNew'),
    against(requestFigure('capture, known address', known), 'captureKnown'),
    against(requestFigure('confirm', requests.confirm), 'confirm'),
    against(requestFigure('activity (a batch of one lead)', requests.activity), 'activity'),
    against(requestFigure('accept', requests.accept), 'accept'),
    requestFigure('confirmation opened', step('open confirmation')),
    requestFigure('offer opened', step('open offer')),
    against(
      { group: REQUESTS, name: 'to SES or EventBridge, all of them', value: foreign.length, unit: 'calls' },
      'foreignCalls',
    ),
    ...consumerFigures(life),
    {
      group: 'AWS calls per event',
      name: 'due: a sweep with nothing due',
      value: sweep.calls.length,
      unit: 'calls',
      note: listed(sweep.calls),
    },
  ];

  function step(name: string): Invocation {
    const found = life.find((one) => one.name === name);
    if (found === undefined) throw new Error(`The life has no step ${name}`);

    return firstOf(found);
  }
}

function firstOf({ name, invocations: [first] }: Step): Invocation {
  if (first === undefined) throw new Error(`Nothing ran in the step ${name}`);

  return first;
}

const requestFigure = (name: string, { calls }: Invocation): Figure => ({
  group: REQUESTS,
  name,
  value: calls.length,
  unit: calls.length === 1 ? 'call' : 'calls',
  note: listed(calls),
});

/** Each way a consumer ran in the life, once. */
function consumerFigures(life: readonly Step[]): Figure[] {
  const ran = life.flatMap(({ invocations }) => invocations.slice(1));
  const figures = ran.map((invocation): Figure => {
    const { name, heard, records, calls } = invocation;
    const what =
      name === 'publish' ? `${records} ${records === 1 ? 'record' : 'records'}` : [...new Set(heard)].join(' + ');

    return {
      group: 'AWS calls per event',
      name: `${name}: ${what}`,
      value: calls.length,
      unit: 'calls',
      note: listed(calls),
    };
  });

  return [...new Map(figures.map((figure) => [`${figure.name}|${figure.note}`, figure])).values()];
}

/** `2 Query, PutItem`. */
function listed(calls: readonly AwsCall[]): string {
  const counts = Map.groupBy(calls, ({ operation }) => operation.split(':')[1]);

  return [...counts]
    .map(([operation, all]) => (all.length === 1 ? operation : `${all.length} ${operation}`))
    .join(', ');
}
