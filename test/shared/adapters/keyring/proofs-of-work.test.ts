import { describe, expect, it } from 'vitest';
import { GOOD_FOR, MOST_HASHES, proofsOfWork } from '#adapters/keyring/proofs-of-work.ts';
import type { Challenge } from '#contracts/challenge.ts';
import { Solution } from '#contracts/challenge.ts';
import { after as later } from '#domain/instant.ts';
import { NOW } from '#test/support/a-lead.ts';
import { solve } from '#web/form/client/solve.ts';

const ringOf = (secret: string) => ({ first: async () => ({ id: '1', secret: Buffer.from(secret) }) });
let now = NOW;
const ours = proofsOfWork(ringOf('ours'), () => now);
const ADA = 'whitepaper\nada@example.com';

async function solved(challenge: Challenge): Promise<Solution> {
  const solution = await solve(challenge);
  if (solution === undefined) throw new Error('It has no solution');

  return Solution.parse(solution);
}

describe('a proof of work', () => {
  it('is solved by what the form’s script finds', async () => {
    const challenge = await ours.pose(ADA);

    expect(challenge.maxnumber).toBe(MOST_HASHES);
    expect(await ours.isSolved(await solved(challenge), ADA)).toBe(true);
  });

  it('is good for no other address, no other form, and from no other Goldpan', async () => {
    const solution = await solved(await ours.pose(ADA));

    expect(await ours.isSolved(solution, 'whitepaper\neve@example.com')).toBe(false);
    expect(await ours.isSolved(solution, 'consultation\nada@example.com')).toBe(false);
    expect(await proofsOfWork(ringOf('theirs'), () => now).isSolved(solution, ADA)).toBe(false);
  });

  it('is good for ten minutes, and not for longer by another date in it', async () => {
    const solution = await solved(await ours.pose(ADA));
    now = later(NOW, GOOD_FOR - 1_000);
    expect(await ours.isSolved(solution, ADA)).toBe(true);
    now = later(NOW, GOOD_FOR);
    expect(await ours.isSolved(solution, ADA)).toBe(false);
    const postponed = { ...solution, salt: solution.salt.replace(/expires=\d+/, 'expires=4000000000') };
    expect(await ours.isSolved(postponed, ADA)).toBe(false);
    now = NOW;
  });

  it.each([
    ['another number', { number: 7_000_000 }],
    ['another salt', { salt: 'salt?expires=4000000000&' }],
    ['a salt without expiry', { salt: 'salt' }],
    ['another challenge', { challenge: 'a'.repeat(64) }],
    ['another signature', { signature: 'a'.repeat(64) }],
  ])('with %s is none', async (_what, wrong) => {
    const solution = await solved(await ours.pose(ADA));

    expect(await ours.isSolved({ ...solution, ...wrong }, ADA)).toBe(false);
  });
});
