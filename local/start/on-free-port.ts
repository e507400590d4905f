import { PortTakenError } from '#local/server/port-taken-error.ts';

const TRIES = 20;

/** Starts on `port`, or on the first one after it that is free. Throws `PortTakenError` when none of twenty is. */
export async function onFreePort<Started>(port: number, start: (port: number) => Promise<Started>): Promise<Started> {
  for (let next = port; ; next += 1) {
    try {
      return await start(next);
    } catch (error) {
      if (!(error instanceof PortTakenError) || next - port >= TRIES - 1 || next >= 65_535) throw error;
    }
  }
}
