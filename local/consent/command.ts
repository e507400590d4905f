import type { Table } from '#adapters/dynamodb/table.ts';
import type { Instant } from '#domain/instant.ts';

/** The tables that a command works on. */
export interface Stored {
  /** The leads; `suppressions` names the suppression list, which lies beside them. */
  readonly table: Table & { readonly suppressions: string };
  /** What time it is there: the local clock can be moved. */
  readonly clock: () => Instant;
}

/** What a command was given. */
export interface Given {
  readonly words: readonly string[];
  readonly options: Readonly<Partial<Record<string, string>>>;
  /** Its options that were given and take no value. */
  readonly flags: ReadonlySet<string>;
  readonly say: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
  /** Reaches the tables. @throws ConsentProblem when nothing is there. */
  readonly stored: () => Promise<Stored>;
}

/** One command of `npm run consent`, in a file of its own; `run.ts` lists them. */
export interface Command {
  /** How it is called, and what it does: its lines in the usage. */
  readonly usage: readonly (readonly [call: string, does: string])[];
  /** Names of its options besides those that say where the tables are; each takes a value. */
  readonly options?: readonly string[];
  /** Names of its options that take none. */
  readonly flags?: readonly string[];
  /** @throws ConsentProblem for what cannot be done. */
  run(given: Given): Promise<void>;
}
