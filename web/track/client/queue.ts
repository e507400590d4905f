import type { ActivityKind } from '#contracts/playbook.ts';
import { keep, read } from './store.ts';

/** One thing done. The id stays the same however often it is sent. */
export interface Activity {
  id: string;
  kind: ActivityKind;
  at: string;
  page?: string;
  topic?: string;
  /** Whether a program drives the browser, nobody looks at the page, somebody used key or pointer. */
  signs?: ('automated' | 'unattended' | 'attended')[];
}

/** More than a person does between two times online; the oldest go first. */
const MOST = 100;

export function pending(): Activity[] {
  try {
    const queue: unknown = JSON.parse(read('queue') ?? '[]');

    return Array.isArray(queue) ? queue : [];
  } catch {
    return [];
  }
}

export function add(activity: Omit<Activity, 'id' | 'at'>): void {
  const noted = { id: newId(), at: new Date().toISOString(), ...activity };
  keep('queue', JSON.stringify([...pending(), noted].slice(-MOST)));
}

/** Takes out what needs not be sent again; another tab may have added something meanwhile. */
export function remove(sent: readonly Activity[]): void {
  keep('queue', JSON.stringify(pending().filter(({ id }) => !sent.some((one) => one.id === id))));
}

/** `crypto.randomUUID` is missing on pages served without TLS. */
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
