/**
 * A glob made ready: `*` stands for any text, `?` for one character (UTF-16 unit). Text and glob must be folded alike. Each star is settled where the piece after
 * it first fits, without going back, so that the cost is at most the text's length times the glob's.
 */
export function compileGlob(glob: string): (text: string) => boolean {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop();
  if (last === undefined) return (text) => text.length === first.length && fits(text, first, 0);

  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !fits(text, first, 0) || !fits(text, last, end)) return false;
    let from = first.length;
    for (const piece of rest) {
      const at = find(text, piece, from, end);
      if (at === undefined) return false;
      from = at + piece.length;
    }

    return true;
  };
}

/** Whether a whole text matches a glob. */
export const matchesGlob = (text: string, glob: string): boolean => compileGlob(glob)(text);

function find(text: string, piece: string, from: number, end: number): number | undefined {
  if (!piece.includes('?')) {
    const at = text.indexOf(piece, from);

    return at < 0 || at + piece.length > end ? undefined : at;
  }
  for (let at = from; at + piece.length <= end; at++) if (fits(text, piece, at)) return at;

  return undefined;
}

function fits(text: string, piece: string, at: number): boolean {
  if (!piece.includes('?')) return text.startsWith(piece, at);
  for (let n = 0; n < piece.length; n++) if (piece[n] !== '?' && piece[n] !== text[at + n]) return false;

  return true;
}
