/** Whether two plain values say the same. They come from the same reader, which keeps the order of keys. */
export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const changed = (what: string, isSame: boolean): string[] => (isSame ? [] : [`other ${what}`]);

/** What is new, gone or different in a list of named things. `details` says what is different about one. */
export function compareLists<Item>(
  kind: string,
  before: readonly Item[],
  after: readonly Item[],
  nameOf: (item: Item) => string,
  details: (before: Item, after: Item) => string[],
  say: (item: Item) => string = () => '',
): string[] {
  const old = new Map(before.map((item) => [nameOf(item), item]));
  const now = new Set(after.map(nameOf));
  const told = (item: Item) => {
    const more = say(item);
    return `${kind} ${nameOf(item)}${more === '' ? '' : `: ${more}`}`;
  };

  return [
    ...after.filter((item) => !old.has(nameOf(item))).map((item) => `+ ${told(item)}`),
    ...before.filter((item) => !now.has(nameOf(item))).map((item) => `− ${told(item)}`),
    ...after.flatMap((item) => {
      const earlier = old.get(nameOf(item));

      return earlier === undefined
        ? []
        : details(earlier, item).map((detail) => `~ ${kind} ${nameOf(item)}: ${detail}`);
    }),
  ];
}
