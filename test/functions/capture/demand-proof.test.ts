import { beforeEach, describe, expect, it } from 'vitest';
import { proofsOfWork } from '#adapters/keyring/proofs-of-work.ts';
import { demandProof } from '#functions/capture/demand-proof.ts';
import { ChallengeRequiredError } from '#ports/challenge-required-error.ts';
import { NOW } from '#test/support/a-lead.ts';
import { solve } from '#web/form/client/solve.ts';

let isHigh = false;
const challenges = proofsOfWork({ first: async () => ({ id: '1', secret: Buffer.from('secret') }) }, () => NOW);
const demand = demandProof({ challenges, optInLoad: { isHigh: async () => isHigh }, minimumFillTime: 3_000 });
beforeEach(() => {
  isHigh = false;
});

const ADA = 'whitepaper\nada@example.com';
async function challengeFor(subject: string, submission: Parameters<typeof demand>[1]) {
  const refusal = await demand(subject, submission).catch((error: unknown) => error);
  if (!(refusal instanceof ChallengeRequiredError)) throw new Error(`No challenge but ${refusal}`);

  return refusal.challenge;
}

describe('a proof of work', () => {
  it('is demanded of nobody on a quiet day', async () => {
    await expect(demand(ADA, {})).resolves.toBeUndefined();
    await expect(demand(ADA, { openFor: 3_000 })).resolves.toBeUndefined();
  });

  it('is demanded of who fills the form faster than people do, who then gets through with it', async () => {
    const fast = { openFor: 2_999 };
    const solution = await solve(await challengeFor(ADA, fast));
    await expect(demand(ADA, { ...fast, ...(solution && { solution }) })).resolves.toBeUndefined();
  });

  it('is demanded of everybody while too many opt-in mails go out', async () => {
    isHigh = true;
    const solution = await solve(await challengeFor(ADA, { openFor: 60_000 }));
    await expect(demand(ADA, { ...(solution && { solution }) })).resolves.toBeUndefined();
  });

  it('buys one address, not the next', async () => {
    isHigh = true;
    const solution = await solve(await challengeFor(ADA, {}));
    expect(await challengeFor('whitepaper\neve@example.com', { ...(solution && { solution }) })).toBeDefined();
  });
});
