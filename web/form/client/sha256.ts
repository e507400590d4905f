/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes, and of the square roots of the first 8 (FIPS 180-4, 4.2.2 and 5.3.3). */
const primes = firstPrimes(64);
const ROUNDS = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

/**
 * SHA-256 of ASCII text, as eight words. A proof of work takes hundreds of thousands of them: the browser's own `crypto.subtle` takes many times as long for
 * texts this short, as each call is a promise, and is missing on pages without TLS.
 */
export function sha256(text: string): Int32Array {
  const { length } = text;
  const words = new Int32Array(((length + 8) >> 6) * 16 + 16);
  for (let n = 0; n < length; n++) words[n >> 2] = at(words, n >> 2) | (text.charCodeAt(n) << (24 - (n & 3) * 8));
  words[length >> 2] = at(words, length >> 2) | (0x80 << (24 - (length & 3) * 8));
  words[words.length - 1] = length * 8;
  const state = START.slice();
  for (let block = 0; block < words.length; block += 16) mix(state, words, block);

  return state;
}

const at = (words: Int32Array, n: number): number => words[n] as number;
const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

const schedule = new Int32Array(64);

/** One round after the other over a block of 16 words (FIPS 180-4, 6.2.2). */
function mix(state: Int32Array, words: Int32Array, block: number): void {
  let a = at(state, 0);
  let b = at(state, 1);
  let c = at(state, 2);
  let d = at(state, 3);
  let e = at(state, 4);
  let f = at(state, 5);
  let g = at(state, 6);
  let h = at(state, 7);
  for (let n = 0; n < 64; n++) {
    if (n < 16) schedule[n] = at(words, block + n);
    else {
      const x = at(schedule, n - 15);
      const y = at(schedule, n - 2);
      const low = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const high = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      schedule[n] = at(schedule, n - 16) + low + at(schedule, n - 7) + high;
    }
    const one =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(ROUNDS, n) + at(schedule, n)) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  const mixed = [a, b, c, d, e, f, g, h];
  for (let n = 0; n < 8; n++) state[n] = at(state, n) + (mixed[n] as number);
}

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);

  return found;
}

function fraction(root: number): number {
  return (root - Math.floor(root)) * 2 ** 32;
}
