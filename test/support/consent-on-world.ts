import { vi } from 'vitest';
import { runConsent } from '#local/consent/run.ts';
import type { World } from './world.ts';

/** `npm run consent` on the tables of a world: what it exits with and says. Stub and unstub the environment around it. */
export async function consentOn(world: World) {
  const endpoint = await world.table.client.config.endpoint?.();
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://${endpoint?.hostname}:${endpoint?.port}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'admin');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');

  return async (...args: string[]): Promise<{ code: number; said: string }> => {
    const said: string[] = [];
    const at = ['--table', world.table.name, '--suppressions', world.table.suppressions];
    const code = await runConsent([...args, ...at], { say: (text) => void said.push(text), env: {} });

    return { code, said: said.join('\n') };
  };
}
