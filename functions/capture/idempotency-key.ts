import { badRequest } from '#lambda/http/problem.ts';

/** The `Idempotency-Key` header: 1 to 200 printable ASCII characters. */
export function idempotencyKeyOf(headers: Readonly<Record<string, string>>): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw badRequest('The Idempotency-Key is not usable', [
      { field: 'Idempotency-Key', message: 'must be 1 to 200 printable ASCII characters' },
    ]);
  }

  return key;
}
