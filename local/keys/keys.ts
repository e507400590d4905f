import * as z from 'zod';

/** What is told of a key: never the key, nor its hash. */
export const KeyFacts = z.object({
  id: z.string(),
  /** The system it was issued to. */
  name: z.string(),
  issuedAt: z.string(),
  revokedAt: z.string().optional(),
});
export type KeyFacts = z.infer<typeof KeyFacts>;

/** What can be done with the keys of other systems. All throw a KeysProblem for what cannot be. */
export interface Keys {
  /** A new key, told this once. */
  issue(name: string): Promise<string>;
  list(): Promise<KeyFacts[]>;
  /** Revokes the key of that id, or all of that name. Resolves with their ids. */
  revoke(idOrName: string): Promise<string[]>;
}

/** A command as the running Goldpan takes it. */
export const KeyCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('issue'), name: z.string() }),
  z.strictObject({ do: z.literal('revoke'), key: z.string() }),
]);
