import * as z from 'zod';
import { KeyFacts, type Keys } from './keys.ts';
import { KeysProblem } from './keys-problem.ts';

const Told = z.object({ title: z.string() });

/** The keys of the Goldpan that runs on this machine, which holds its table. */
export function keysAtGoldpan(url: string): Keys {
  return {
    issue: async (name) => z.object({ key: z.string() }).parse(await ask({ do: 'issue', name })).key,
    list: async () => z.object({ keys: z.array(KeyFacts) }).parse(await ask()).keys,
    revoke: async (key) => z.object({ revoked: z.array(z.string()) }).parse(await ask({ do: 'revoke', key })).revoked,
  };

  async function ask(command?: object): Promise<unknown> {
    const answer = await fetch(`${url}/local/keys`, {
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(command === undefined ? {} : { method: 'POST', body: JSON.stringify(command) }),
    }).catch(() => {
      throw new KeysProblem(
        `No Goldpan answers at ${url}. Start it with npm start, or name a table in AWS with --table.`,
      );
    });
    const body: unknown = await answer.json().catch(() => ({ title: `${url} answers ${answer.status}.` }));
    if (!answer.ok) throw new KeysProblem(Told.safeParse(body).data?.title ?? `${url} answers ${answer.status}.`);

    return body;
  }
}
