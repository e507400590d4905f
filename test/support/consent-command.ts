import { vi } from 'vitest';
import type { LocalStack } from '#local/stack.ts';

/** Runs `work` with the environment in which `npm run consent` reaches the tables of a stack; `at` names them. */
export async function reachedByConsent<Result>(
  { dynamodb, tables }: Pick<LocalStack, 'dynamodb' | 'tables'>,
  work: (env: { readonly at: readonly string[] }) => Promise<Result>,
): Promise<Result> {
  const endpoint = await dynamodb.config.endpoint?.();
  const named = (keys: number) => [...tables].find(([, { KeySchema }]) => KeySchema.length === keys)?.[0] ?? '';
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://${endpoint?.hostname}:${endpoint?.port}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'admin');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  try {
    return await work({ at: ['--table', named(2), '--suppressions', named(1)] });
  } finally {
    vi.unstubAllEnvs();
  }
}
