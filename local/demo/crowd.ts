import { createHash } from 'node:crypto';
import type { FormView, Goldpan, Mail } from './goldpan.ts';
import { inParallel } from './in-parallel.ts';
import type { Random } from './random.ts';
import { linkTo, salespeople } from './salespeople.ts';
import type { Visitor } from './visitor.ts';

/** What the visitors and the salespeople did so far. */
export type Tally = { forms: number; confirmed: number; activities: number; answers: number };

/** The people of a demo, who act on the running system. */
export type Crowd = {
  readonly tally: Readonly<Tally>;
  /** They look at the page, and those who want to send the form and confirm. */
  arrive(visitors: readonly Visitor[]): Promise<void>;
  /** Who confirmed and allowed it to be told does what they do on that day after their arrival. */
  act(day: number): Promise<void>;
  /** Salespeople answer the offers that came since the last time, and those that their answers cause. */
  answerOffers(): Promise<void>;
};

/** As many requests at once as a busy minute has. */
const AT_ONCE = 8;
const MOST_IN_A_BATCH = 25;
/** An offer may be handed on to each salesperson in turn. */
const ROUNDS = 5;

/** Assembles a crowd. Mails that were there before are not theirs to answer. */
export async function assembleCrowd(goldpan: Goldpan, random: Random): Promise<Crowd> {
  const inBoth = async (form: Visitor['form']) => ({
    de: await goldpan.form(form, 'de'),
    en: await goldpan.form(form, 'en'),
  });
  const forms = { whitepaper: await inBoth('whitepaper'), consultation: await inBoth('consultation') };
  const tally: Tally = { forms: 0, confirmed: 0, activities: 0, answers: 0 };
  const tokens = new Map<Visitor, string>();
  const sales = salespeople(goldpan, random);
  const unread: Mail[] = [];
  // They all come from this machine: when a budget holds mails back, those come with a later hour (docs/adr/0041).
  const unconfirmed = new Map<string, Visitor>();
  let lastMail = (await goldpan.mailsAfter(undefined)).at(-1)?.id;
  const settled = async () => {
    // Answers when nothing is on its way any more: every mail that was due is in the inbox.
    await goldpan.advance('PT1S');
    const mails = await goldpan.mailsAfter(lastMail);
    lastMail = mails.at(-1)?.id ?? lastMail;
    unread.push(...mails);
  };

  const confirm = async () => {
    await inParallel(willing(unconfirmed, unread), AT_ONCE, async ({ visitor, link }) => {
      unconfirmed.delete(visitor.email);
      const token = await goldpan.confirm(link);
      if (token !== undefined) tokens.set(visitor, token);
      tally.confirmed += 1;
    });
  };

  return {
    tally,
    async arrive(visitors) {
      const submitting = visitors.filter(({ submits }) => submits);
      await inParallel(submitting, AT_ONCE, async (visitor) => {
        await goldpan.submit(visitor.form, submissionOf(visitor, forms[visitor.form][visitor.locale]));
        tally.forms += 1;
        if (visitor.confirms) unconfirmed.set(visitor.email, visitor);
      });
      await settled();
      await confirm();
    },
    async act(day) {
      for (const [visitor, token] of tokens) {
        const activities = activitiesOn(day, visitor, token).slice(0, MOST_IN_A_BATCH);
        if (activities.length > 0) await goldpan.act(activities);
        tally.activities += activities.length;
      }
    },
    async answerOffers() {
      for (let round = 1; round <= ROUNDS; round += 1) {
        await settled();
        await confirm();
        const answers = await sales.read(unread.splice(0));
        tally.answers += answers;
        if (answers === 0) return;
      }
    },
  };
}

/** What a browser sends. */
function submissionOf({ fields, locale, tracking, phone }: Visitor, { consents }: FormView) {
  const given: Readonly<Record<string, boolean>> = { email: true, tracking, phone };

  return {
    fields,
    locale,
    consents: Object.fromEntries(
      consents.map(({ channel, text }) => [channel, { given: given[channel] ?? false, text }]),
    ),
  };
}

/** The visitors who will confirm, with the link from their mail. */
function willing(byEmail: ReadonlyMap<string, Visitor>, mails: readonly Mail[]): { visitor: Visitor; link: string }[] {
  const found = mails.flatMap(({ to, text }) => {
    const visitor = byEmail.get(to);
    const link = linkTo('confirm', text);

    return visitor !== undefined && link !== undefined ? [[visitor, link] as const] : [];
  });

  // Of a mail and its reminder one will do.
  return [...new Map(found)].map(([visitor, link]) => ({ visitor, link }));
}

function activitiesOn(day: number, { visits }: Visitor, lead: string): object[] {
  return visits.flatMap(({ day: on, kind, topic }, index) =>
    on === day ? [{ lead, id: activityId(lead, index), kind, ...(topic === undefined ? {} : { topic }) }] : [],
  );
}

/** The same activity always has the same id, so that sending it again is harmless. */
const activityId = (lead: string, index: number): string =>
  createHash('sha256').update(`${lead} ${index}`).digest('hex').slice(0, 32);
