import { setTimeout as pause } from 'node:timers/promises';

/** One way to do the work: a slice of it, answering how many leads that were. */
export type Variant = () => number | Promise<number>;

/**
 * Leads per second of CPU, by variant and round. Slices are about equally long and alternate, so that whatever slows the machine down slows all of them; the
 * thread's own CPU time is counted, because what other programs take while a slice waits is not its own. The order turns from round to round, so that each
 * variant has each of the others' garbage to clear now and then. The first rounds only warm up.
 */
export async function alternating<Name extends string>(
  variants: Readonly<Record<Name, Variant>>,
  rounds: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(variants) as Name[];
  const speeds = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const warmUp = names.length;
  for (let round = 0; round < warmUp + rounds; round++) {
    for (let n = 0; n < names.length; n++) {
      const name = names[(n + round) % names.length];
      if (name === undefined) continue;
      const speed = await perSecond(variants[name]);
      if (round >= warmUp) speeds[name].push(speed);
    }
    await pause(0);
  }

  return speeds;
}

async function perSecond(variant: Variant): Promise<number> {
  const before = process.threadCpuUsage();
  const count = await variant();
  const { user, system } = process.threadCpuUsage(before);

  return (count / (user + system)) * 1e6;
}
