/** The positions of the entries whose key an earlier entry already has. */
export function repeated<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): number[] {
  const seen = new Set<string>();

  return entries.flatMap((entry, index) => {
    const key = keyOf(entry);
    const isRepeated = seen.has(key);
    seen.add(key);

    return isRepeated ? [index] : [];
  });
}
