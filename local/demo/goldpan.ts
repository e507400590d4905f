import * as z from 'zod';
import { DemoProblem } from './demo-problem.ts';

const Mail = z.object({ id: z.string(), to: z.string(), text: z.string() });
export type Mail = z.infer<typeof Mail>;

const Lead = z.object({
  id: z.string(),
  email: z.string(),
  stage: z.string(),
  optIn: z.string(),
  owner: z.string().nullable(),
  offer: z.object({ salesperson: z.string(), status: z.string() }).nullable(),
});
export type Lead = z.infer<typeof Lead>;

const FormView = z.object({ consents: z.array(z.object({ channel: z.string(), text: z.string() })) });
export type FormView = z.infer<typeof FormView>;

/** The visitors are people: what scripts do does not count (docs/adr/0048). */
const browser = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'accept-language': 'de,en',
};

/** The running system, as browsers, mail programs and sites use it: by HTTP alone. All throw `DemoProblem` for an answer nobody expected. */
export type Goldpan = ReturnType<typeof goldpanAt>;

export function goldpanAt(url: string) {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    try {
      return await fetch(path.startsWith('http') ? path : `${url}${path}`, {
        ...init,
        headers: { ...browser, ...init.headers },
      });
    } catch (cause) {
      throw new DemoProblem(`Nothing answers at ${url}. Start Goldpan with \`npm start\` in another terminal.`, {
        cause,
      });
    }
  };
  const json = async (path: string): Promise<unknown> =>
    (await good(await ask(path, { headers: { accept: 'application/json' } }), path)).json();
  const post = (path: string, body: unknown): Promise<Response> =>
    ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  return {
    url,
    form: async (form: string, locale: string) => FormView.parse(await json(`/forms/${form}?locale=${locale}`)),
    leads: async () => z.array(Lead).parse(await json('/local/leads')),
    /** Mails after the one with this id, oldest first. */
    async mailsAfter(id: string | undefined): Promise<Mail[]> {
      const query = id === undefined ? '' : `?after=${encodeURIComponent(id)}`;

      return z
        .array(Mail)
        .parse(await json(`/local/inbox${query}`))
        .reverse();
    },
    async submit(form: string, submission: unknown): Promise<void> {
      await good(await post(`/forms/${form}/submissions`, submission), 'a submission');
    },
    /** Opens the link and presses the button. Resolves with the token that the site learns about the visitor, if they allowed that. */
    async confirm(link: string): Promise<string | undefined> {
      await good(await ask(link), 'the confirmation page');
      const page = await (
        await good(await ask(link, { method: 'POST', body: new URLSearchParams() }), 'a confirmation')
      ).text();

      return /#lead=([\w.%-]+)/.exec(page)?.[1];
    },
    async act(activities: readonly object[]): Promise<void> {
      await good(await post('/activities', { activities }), 'activities');
    },
    /** What the page of an accepted offer asks: each question's name with the answers to choose from; nothing when it was over. */
    async questionsAt(link: string): Promise<{ name: string; values: string[] }[]> {
      const response = await ask(link);
      if (response.status === 409) return [];
      const page = await (await good(response, 'the page of an accepted offer')).text();

      return [...page.matchAll(/<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)].map(
        ([, name = '', options = '']) => ({
          name,
          values: [...options.matchAll(/value="([^"]+)"/g)].map(([, value = '']) => value),
        }),
      );
    },
    /** Answers an offer; false when it was over. */
    async answerOffer(link: string, answer: Readonly<Record<string, string>>): Promise<boolean> {
      const response = await ask(link, { method: 'POST', body: new URLSearchParams(answer) });
      if (response.status === 409) return false;
      await good(response, 'an answer to an offer');

      return true;
    },
    /** Moves the time and waits until everything that falls due has run. */
    async advance(duration: string): Promise<void> {
      // A small machine may need more than one wait to work a burst off.
      for (let attempt = 1; ; attempt += 1) {
        const response = await post('/local/clock', { advance: attempt === 1 ? duration : 'PT1S' });
        if (response.status !== 503 || attempt === 5) return void (await good(response, 'the clock'));
      }
    },
  };
}

async function good(response: Response, what: string): Promise<Response> {
  if (response.ok) return response;
  throw new DemoProblem(`${what}: ${response.status} ${(await response.text()).slice(0, 300)}`);
}
