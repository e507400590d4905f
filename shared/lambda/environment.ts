import type * as z from 'zod/mini';

/** The function's environment, parsed once at cold start. A fault names the variables, never their values. */
export function environment<T>(schema: z.ZodMiniType<T>, variables: NodeJS.ProcessEnv = process.env): T {
  const result = schema.safeParse(variables);
  if (result.success) return result.data;
  const names = result.error.issues.map(({ path }) => path.map(String).join('.')).join(', ');
  throw new Error(`The environment is incomplete or wrong: ${names}`);
}
