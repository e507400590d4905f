import { startGoldpan } from '#test/support/goldpan.ts';
import { memoryOf } from '#test/support/memory.ts';
import { mailTo } from '#test/support/visitor.ts';
import { against, type Figure } from '../figure.ts';
import { percentile } from '../statistics.ts';
import { burst } from './burst.ts';
import { dollarFigures } from './dollars.ts';
import { formToInbox, sendForm } from './form-to-inbox.ts';

const MEGABYTE = 1_000_000;

/** What the whole local system does, started as `npm start` starts it: how long a visitor waits for the mail, how many come through, what that costs. */
export async function runningFigures(): Promise<Figure[]> {
  await using goldpan = await startGoldpan();
  const { url } = goldpan;
  const group = 'The running system (local, this machine)';
  const idle = memoryOf(goldpan.pid);
  await sendForm(url, 'first@bench.example');
  await mailTo(url, 'first@bench.example');
  const waits = await formToInbox(url);
  const dollars = await dollarFigures(url);
  const { perSecond, count, memory } = await burst(url, () => memoryOf(goldpan.pid));
  const latency = (p: number) => ({
    group,
    name: `form to inbox, warm, p${p}`,
    value: percentile(waits, p / 100),
    unit: 'ms',
  });

  return [
    against(latency(50), 'formToInbox'),
    against(latency(95), 'formToInbox'),
    {
      group,
      name: 'submissions through the whole chain',
      value: perSecond,
      unit: '/s',
      note: `${count} side by side, until the last mail is in the inbox`,
    },
    { group, name: 'memory, idle', value: idle / MEGABYTE, unit: 'MB', note: 'all processes' },
    against(
      { group, name: 'memory, most in the burst', value: memory / MEGABYTE, unit: 'MB', note: 'all processes' },
      'memory',
    ),
    ...dollars,
  ];
}
