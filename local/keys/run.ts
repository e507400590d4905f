import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readSettings } from '#local/start/settings.ts';
import type { Keys } from './keys.ts';
import { keysAtGoldpan } from './keys-at-goldpan.ts';
import { keysInTable } from './keys-in-table.ts';
import { KeysProblem } from './keys-problem.ts';

const usage = `npm run keys -- issue webinar-tool    a new key for a system; it is shown once
npm run keys -- list
npm run keys -- revoke webinar-tool   all keys of that name, or one by its id
  --url http://localhost:4400         the Goldpan that runs here
  --table NAME                        or a table in AWS, with your own credentials and region`;

/** Carries out a command about the keys of other systems. Resolves with the exit code. */
export async function runKeys(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const { positionals, values } = given(args);
    const [command = '', subject = '', ...more] = positionals;
    if (more.length > 0) throw new KeysProblem(usage);
    await carryOut(command, subject, keysOf(values, env));

    return 0;
  } catch (error) {
    // What AWS says (no credentials, no such table) is of use to whoever gave the command, its stack is not.
    console.error(error instanceof Error ? error.message : error);

    return 1;
  }
}

async function carryOut(command: string, subject: string, keys: Keys): Promise<void> {
  if (command === 'issue' && subject !== '') {
    console.log(await keys.issue(subject));
    console.error('Keep it safe: it is shown this once. It goes into the header Authorization: Bearer gp_…');
  } else if (command === 'list' && subject === '') {
    for (const { id, name, issuedAt, revokedAt } of await keys.list())
      console.log(
        `${id}  ${name.padEnd(24)} issued ${issuedAt}${revokedAt === undefined ? '' : `  revoked ${revokedAt}`}`,
      );
  } else if (command === 'revoke' && subject !== '') {
    const ids = await keys.revoke(subject);
    console.log(
      ids.length === 0 ? 'It was revoked before.' : `Revoked ${ids.join(', ')}: within a minute it opens nothing.`,
    );
  } else throw new KeysProblem(usage);
}

function keysOf(
  { table, url }: { table?: string | undefined; url?: string | undefined },
  env: NodeJS.ProcessEnv,
): Keys {
  if (table === undefined) return keysAtGoldpan(url ?? `http://localhost:${readSettings(env).port}`);

  return keysInTable({ client: new DynamoDBClient({}), name: table }, () => new Date());
}

function given(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { table: { type: 'string' }, url: { type: 'string' } },
    });
  } catch (error) {
    throw new KeysProblem(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
