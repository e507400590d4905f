import { type Activity, pending, remove } from './queue.ts';
import { read } from './store.ts';

/** A browser lets go at most 64 KB from a page that is being left. */
const MOST_AT_ONCE = 40;
const SOON = 300;
const LONGEST_PAUSE = 300_000;
const BEACON = 0;

/** Sends what is pending: soon, at once when the page is left, and again, ever more seldom, after a failure. */
export function sender(api: string) {
  const url = `${api}/activities`;
  const underway = new Set<string>();
  let failures = 0;
  let atOnce = MOST_AT_ONCE;
  let waiting = false;

  return { soon, beforeLeaving: () => void send(true) };

  function soon(pause = SOON): void {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      void send();
    }, pause);
  }

  async function send(leaving = false): Promise<void> {
    const lead = read('lead');
    const batch = pending()
      .filter(({ id }) => !underway.has(id))
      .slice(0, atOnce);
    if (lead === undefined || batch.length === 0) return;
    for (const { id } of batch) underway.add(id);
    const body = JSON.stringify({
      sentAt: new Date().toISOString(),
      activities: batch.map((activity) => ({ lead, ...activity })),
    });
    const status = await post(body, leaving);
    // Of a beacon nobody hears: the next page sends the same again.
    if (status === BEACON) return;
    note(batch, status);
    for (const { id } of batch) underway.delete(id);
    // After `forget` nothing is pending.
    if (pending().length > 0) soon(failures === 0 ? SOON : Math.min(LONGEST_PAUSE, 1_000 * 2 ** failures));
  }

  /** `undefined`: nobody knows whether it arrived. It stays, and its ids make a repeat harmless. */
  async function post(body: string, leaving: boolean): Promise<number | undefined> {
    try {
      if (leaving && !('keepalive' in Request.prototype)) {
        navigator.sendBeacon(url, new Blob([body], { type: 'application/json' }));
        return BEACON;
      }
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: 'POST', headers, body, keepalive: true, credentials: 'omit' })).status;
    } catch {
      return undefined;
    }
  }

  function note(batch: readonly Activity[], status = 503): void {
    const refused = status >= 400 && status < 500 && status !== 408 && status !== 429;
    failures = status < 400 || refused ? 0 : failures + 1;
    // Of a batch that is refused the good ones get through one by one.
    if (refused && batch.length > 1) atOnce = 1;
    else if (status < 400 || refused) remove(batch);
  }
}
