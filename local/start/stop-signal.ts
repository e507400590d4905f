const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** As a shell reports a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Resolves with the first Ctrl-C (or SIGTERM, SIGHUP). A second one ends the process at once: what it started ends with it.
 */
export function stopSignal(): Promise<void> {
  const first = Promise.withResolvers<void>();
  let seen = 0;
  const hear = () => {
    seen += 1;
    if (seen > 1) process.exit(INTERRUPTED);
    first.resolve();
  };
  for (const signal of signals) process.on(signal, hear);

  return first.promise;
}
