import type { Goldpan, Mail } from './goldpan.ts';
import type { Random } from './random.ts';

/** Salespeople who read their mail: most take a lead, some pass, some do not get round to it. */
export type Salespeople = {
  /** Answers the offers among the mails. Resolves with how many answers counted. */
  read(mails: readonly Mail[]): Promise<number>;
};

/** What an offer's page lets one choose from. */
const reasons = ['no-capacity', 'wrong-region', 'no-fit', 'other'] as const;

export function salespeople(goldpan: Goldpan, random: Random): Salespeople {
  return {
    async read(mails) {
      let answered = 0;
      for (const { text } of mails) {
        const link = linkTo('offers', text);
        const answer = link === undefined ? undefined : decide(random);
        if (link !== undefined && answer !== undefined && (await goldpan.answerOffer(link, answer))) answered += 1;
      }

      return answered;
    },
  };
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
