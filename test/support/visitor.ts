import * as z from 'zod';
import { waitFor } from './wait-for.ts';

const Mail = z.looseObject({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.nullable(z.string()),
  headers: z.record(z.string(), z.string()),
  receivedAt: z.string(),
});
export type InboxMail = z.infer<typeof Mail>;

const ListedLead = z.looseObject({
  id: z.string(),
  email: z.string(),
  stage: z.string(),
  optIn: z.string(),
  score: z.nullable(z.number()),
  owner: z.nullable(z.string()),
});
export type ListedLead = z.infer<typeof ListedLead>;

const FormView = z.looseObject({ consents: z.array(z.looseObject({ channel: z.string(), text: z.string() })) });

const json = { accept: 'application/json' };

/** What a person's browser sends along: of a script, activities do not count. */
export const byBrowser = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'accept-language': 'en',
};

/** What the local inbox holds, newest first. */
export const inbox = async (url: string): Promise<InboxMail[]> =>
  z.array(Mail).parse(await (await fetch(`${url}/local/inbox`, { headers: json })).json());

/** All leads, as `/local/leads` lists them. */
export const leads = async (url: string): Promise<ListedLead[]> =>
  z.array(ListedLead).parse(await (await fetch(`${url}/local/leads`, { headers: json })).json());

export const leadOf = async (url: string, email: string): Promise<ListedLead | undefined> =>
  (await leads(url)).find((lead) => lead.email === email);

/** The first mail to an address whose text matches. */
export const mailTo = (url: string, email: string, containing = ''): Promise<InboxMail> =>
  waitFor(async () => (await inbox(url)).find(({ to, text }) => to === email && text.includes(containing)), {
    what: `a mail to ${email} with ${containing}`,
  });

/** The link of a kind (`confirm`, `offers`) in a mail. */
export function linkIn({ text }: InboxMail, kind: string): string {
  const [link] = new RegExp(`https?://[^\\s)>]+/${kind}/[^\\s)>]+`).exec(text) ?? [];
  if (link === undefined) throw new Error(`The mail has no ${kind} link:\n${text}`);

  return link;
}

/** A submission of the white paper's form with the wording that the form shows now. Fields of a decision maker, unless told otherwise. */
export async function aSubmission(
  url: string,
  fields: Record<string, string> = {},
  channels: readonly string[] = ['email'],
) {
  const view = FormView.parse(await (await fetch(`${url}/forms/whitepaper?locale=en`)).json());
  const boxes = view.consents.map(({ channel, text }) => [channel, { given: channels.includes(channel), text }]);

  return {
    fields: {
      email: 'ada.lovelace@analytical.example',
      firstName: 'Ada',
      lastName: 'Lovelace',
      company: 'Analytical Engines',
      jobTitle: 'Head of Operations',
      companySize: '250+',
      country: 'GB',
      ...fields,
    },
    consents: Object.fromEntries(boxes),
    locale: 'en',
  };
}

export const submit = (url: string, submission: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/forms/whitepaper/submissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(submission),
  });

/** Moves the local time and waits until what fell due is done. */
export async function advance(url: string, duration: string): Promise<void> {
  const answer = await fetch(`${url}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...json },
    body: JSON.stringify({ advance: duration }),
  });
  if (!answer.ok) throw new Error(`The clock did not move: ${answer.status} ${await answer.text()}`);
}
