import type { Profile } from '#domain/lead/profile.ts';

/** Lead number n of a made-up crowd: the same every time, with a fifth of the answers missing and keys in changing order. */
export function profileOf(n: number): Profile {
  const pick = <T>(list: readonly T[], salt: number): T | undefined => {
    const at = hash(n * 31 + salt);

    return at % 5 === 0 ? undefined : list[at % list.length];
  };
  const answers: [string, string | number | undefined][] = [
    ['country', pick(['DE', 'AT', 'CH', 'NL', 'FR', 'GB', 'US', 'other'], 1)],
    ['companySize', pick(['1-49', '50-249', '250+'], 2)],
    ['emailKind', pick(['business', 'business', 'free', 'disposable'], 3)],
    ['role', pick(['c-level', 'vp', 'director', 'head', 'manager', 'specialist', 'student'], 4)],
    ['area', pick(['operations', 'production', 'engineering', 'maintenance', 'it', 'sales', 'consulting'], 5)],
    ['employees', pick([3, 40, 120, 300, 900, 4000, 20_000], 6)],
    ['revenue', pick([1, 8, 25, 60, 300], 7)],
    ['budget', pick(['approved', 'applied-for', 'none'], 8)],
    ['timing', pick(['this-quarter', 'this-year', 'later'], 9)],
    ['industry', pick(['water', 'food', 'chemistry', 'paper', 'mining', 'other'], 10)],
    ['phone', pick(['+49 40 123', '+43 1 234', '+31 20 345'], 11)],
    ['need', pick(['replacement', 'extension', 'curiosity'], 12)],
  ];
  const known = answers.filter((one): one is [string, string | number] => one[1] !== undefined);

  return Object.fromEntries(
    (n % 2 === 0 ? known : known.toReversed()).map(([name, value]) => [
      name,
      { value, source: 'form:bench', at: '2026-11-23T09:30:00.000Z' },
    ]),
  );
}

/** A number that looks random. */
function hash(n: number): number {
  let mixed = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);

  return (mixed ^ (mixed >>> 16)) >>> 0;
}
