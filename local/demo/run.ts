import { createHash } from 'node:crypto';
import type { FormView, Goldpan, Mail } from './goldpan.ts';
import { inParallel } from './in-parallel.ts';
import type { Progress } from './progress.ts';
import { seeded } from './random.ts';
import { linkTo, salespeople } from './salespeople.ts';
import type { Visitor } from './visitor.ts';

/** As many visitors at once as a busy hour has. */
const AT_ONCE = 8;
const MOST_IN_A_BATCH = 25;
/** An offer may be handed on to each salesperson in turn. */
const ROUNDS = 5;
/** Long enough for reminders, lapsed offers and the end of unconfirmed requests. */
const DAYS = [0, 1, 2, 3] as const;
const UNTIL_REQUESTS_END = 'P5D';

export type DemoOptions = {
  readonly goldpan: Goldpan;
  readonly visitors: readonly Visitor[];
  readonly seed: number;
  readonly progress: Progress;
};

/** Sends the visitors through the running system, from the form to a salesperson's answer, over eight days of its time. */
export async function runDemo({ goldpan, visitors, seed, progress }: DemoOptions): Promise<void> {
  const before = (await goldpan.mailsAfter(undefined)).at(-1)?.id;
  const forms = { de: await goldpan.form('de'), en: await goldpan.form('en') };
  const submitting = visitors.filter(({ submits }) => submits);
  const forming = progress('Forms sent', submitting.length);
  await inParallel(
    submitting,
    AT_ONCE,
    (visitor) => goldpan.submit(submissionOf(visitor, forms[visitor.locale])),
    forming.more,
  );
  forming.done(`of ${visitors.length} who looked`);

  // Answers when nothing is on its way any more: every mail that was due is in the inbox.
  await goldpan.advance('PT1S');
  const tokens = await confirmAll(goldpan, visitors, await goldpan.mailsAfter(before), progress);
  const sales = salespeople(goldpan, seeded(seed + 1));
  let read = before;
  const answerOffers = async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      await goldpan.advance('PT1S');
      const mails = await goldpan.mailsAfter(read);
      read = mails.at(-1)?.id ?? read;
      if ((await sales.read(mails)) === 0) return;
    }
  };

  const days = progress('Days', DAYS.length + 1);
  for (const day of DAYS) {
    if (day > 0) await goldpan.advance('P1D');
    await inParallel(activitiesOn(day, tokens), AT_ONCE, (batch) => goldpan.act(batch));
    await answerOffers();
    days.more();
  }
  await goldpan.advance(UNTIL_REQUESTS_END);
  await answerOffers();
  days.more();
  days.done('activities, offers, reminders');
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

/** Lets those who want to confirm. Resolves with the token of each visitor who allowed their activities to be told. */
async function confirmAll(
  goldpan: Goldpan,
  visitors: readonly Visitor[],
  mails: readonly Mail[],
  progress: Progress,
): Promise<ReadonlyMap<Visitor, string>> {
  const byEmail = new Map(visitors.map((visitor) => [visitor.email, visitor]));
  const tokens = new Map<Visitor, string>();
  const willing = mails.flatMap(({ to, text }) => {
    const visitor = byEmail.get(to);
    const link = linkTo('confirm', text);

    return visitor?.confirms && link !== undefined ? [{ visitor, link }] : [];
  });
  const step = progress('Addresses confirmed', willing.length);
  await inParallel(
    willing,
    AT_ONCE,
    async ({ visitor, link }) => {
      const token = await goldpan.confirm(link);
      if (token !== undefined) tokens.set(visitor, token);
    },
    step.more,
  );
  step.done();

  return tokens;
}

/** What the visitors do on a day, in batches as a site sends them. */
function activitiesOn(day: number, tokens: ReadonlyMap<Visitor, string>): object[][] {
  const all = [...tokens].flatMap(([{ visits }, lead]) =>
    visits.flatMap(({ day: on, kind, topic }, index) =>
      on === day ? [{ lead, id: activityId(lead, index), kind, ...(topic === undefined ? {} : { topic }) }] : [],
    ),
  );

  return Array.from({ length: Math.ceil(all.length / MOST_IN_A_BATCH) }, (_, n) =>
    all.slice(n * MOST_IN_A_BATCH, (n + 1) * MOST_IN_A_BATCH),
  );
}

/** The same activity always has the same id, so that sending it again is harmless. */
const activityId = (lead: string, index: number): string =>
  createHash('sha256').update(`${lead} ${index}`).digest('hex').slice(0, 32);
