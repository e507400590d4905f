import { vi } from 'vitest';
import { runConsent } from '#local/consent/run.ts';
import type { World } from './world.ts';

export interface Said {
  readonly code: number;
  readonly said: string;
}

/** `npm run consent` on the tables of a world, or (`leads`) another table of leads beside its suppression list. Stub and unstub the environment around it. */
export async function consentOn({ table }: Pick<World, 'table'>) {
  const endpoint = await table.client.config.endpoint?.();
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://${endpoint?.hostname}:${endpoint?.port}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'admin');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const on =
    (leads: string) =>
    async (...args: string[]): Promise<Said> => {
      const said: string[] = [];
      const at = ['--table', leads, '--suppressions', table.suppressions];
      const code = await runConsent([...args, ...at], { say: (text) => void said.push(text), env: {} });

      return { code, said: said.join('\n') };
    };

  return Object.assign(on(table.name), { on });
}
