import type { Log } from '#local/log.ts';

export type FunctionError = { readonly at: string; readonly requestId: string; readonly cause: string };

/** The last error of each function. */
export type FunctionErrors = {
  /** Listens to what the runtime says in the terminal: `<function> failed: <cause> (request <id>)`. */
  readonly hear: Log;
  last(functionName: string): FunctionError | null;
};

const failure = /^(\S+) failed: (.*) \(request ([\w-]+)\)/s;

/** Remembers nothing at first. `now` is the local clock. */
export function rememberFunctionErrors(now: () => Date): FunctionErrors {
  const errors = new Map<string, FunctionError>();

  return {
    hear(line) {
      const [, name, cause, requestId] = failure.exec(line) ?? [];
      if (name !== undefined && cause !== undefined && requestId !== undefined)
        errors.set(name, { at: now().toISOString(), requestId, cause });
    },
    last: (functionName) => errors.get(functionName) ?? null,
  };
}
