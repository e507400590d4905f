/** Services whose calls pass the local endpoint's IAM. */
const EMULATED = new Set(['dynamodb', 'sqs', 'ses', 'events']);

export type UnusedGrants = {
  readonly unused: readonly string[];
  /** Grants whose use cannot be seen here, e.g. those for logs and keys. */
  readonly notEmulated: readonly string[];
  readonly usedCount: number;
};

/** Compares grant lines with those that were recorded. */
export function unusedGrants(granted: readonly string[], used: ReadonlySet<string>): UnusedGrants {
  const left = granted.filter((line) => !used.has(line));
  const emulated = (line: string) => EMULATED.has(line.split('  ')[1]?.split(':')[0] ?? '');

  return {
    unused: left.filter(emulated),
    notEmulated: left.filter((line) => !emulated(line)),
    usedCount: granted.length - left.length,
  };
}
