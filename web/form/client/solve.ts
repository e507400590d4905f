import type { Challenge, Solution } from '#contracts/challenge.ts';
import { sha256 } from './sha256.ts';

/** So many hashes between two looks at the clock, and so long (in ms) at a time: the page goes on answering meanwhile. */
const AT_ONCE = 500;
const STINT = 12;

/** Finds the number that the challenge asks for, while the page goes on; undefined when there is none. */
export async function solve({ maxnumber, ...posed }: Challenge): Promise<Solution | undefined> {
  const wanted = Array.from({ length: 8 }, (_, n) => Number.parseInt(posed.challenge.slice(n * 8, n * 8 + 8), 16) | 0);
  const isWanted = (number: number): boolean => sha256(posed.salt + number).every((word, n) => word === wanted[n]);
  let stint = performance.now();
  for (let number = 0; number <= maxnumber; number++) {
    if (isWanted(number)) return { ...posed, number };
    if (number % AT_ONCE === 0 && performance.now() - stint > STINT) {
      await breath();
      stint = performance.now();
    }
  }

  return undefined;
}

/** Lets the page do what waits. Not a timer: those of a page in the background wait a second each. */
function breath(): Promise<void> {
  const { port1, port2 } = new MessageChannel();

  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
