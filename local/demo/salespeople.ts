import type { Goldpan, Mail } from './goldpan.ts';
import type { Random } from './random.ts';

/** Salespeople who read their mail: most take a lead, some pass, some do not get round to it. Whom they took they talk to, and enter what they learnt. */
export type Salespeople = {
  /** Answers the offers among the mails. Resolves with how many answers counted. */
  read(mails: readonly Mail[]): Promise<number>;
};

/** What an offer's page lets one choose from. */
const reasons = ['no-capacity', 'wrong-region', 'no-fit', 'other'] as const;

export function salespeople(goldpan: Goldpan, random: Random): Salespeople {
  const taken = new Set<string>();

  return {
    async read(mails) {
      let answered = 0;
      for (const { text } of mails) {
        const link = linkTo('offers', text);
        if (link === undefined) continue;
        // The mail with the contact details of a lead that they took.
        if (taken.has(link)) await talk(link);
        else if (await answer(link)) answered += 1;
      }

      return answered;
    },
  };

  async function answer(link: string): Promise<boolean> {
    const decision = decide(random);
    if (decision === undefined || !(await goldpan.answerOffer(link, decision))) return false;
    if (decision.decision === 'accept') taken.add(link);

    return true;
  }

  /** Most conversations establish everything; of the others a part stays open. Every question has its best answers first. */
  async function talk(link: string): Promise<void> {
    const [isPromising, isThorough] = [random.chance(0.6), random.chance(0.8)];
    const questions = await goldpan.questionsAt(link);
    const learnt = questions.flatMap(({ name, values: [first, second, ...rest] }) =>
      first !== undefined && (isThorough || random.chance(0.5))
        ? [[name, random.pick([first, second ?? first, ...(isPromising ? [] : rest)])]]
        : [],
    );
    await goldpan.answerOffer(link, { decision: 'establish', ...Object.fromEntries(learnt) });
  }
}

const decide = (random: Random): Record<string, string> | undefined =>
  random.weighted<Record<string, string> | undefined>([
    [{ decision: 'accept' }, 72],
    [{ decision: 'decline', reason: random.pick(reasons) }, 14],
    [undefined, 14],
  ]);

/** The first link of a kind (`confirm`, `offers`) in a mail's text. */
export const linkTo = (kind: string, text: string): string | undefined =>
  new RegExp(`https?://[^\\s<>()]+/${kind}/[^\\s<>()]+`).exec(text)?.[0];
