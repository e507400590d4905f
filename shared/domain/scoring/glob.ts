/**
 * Whether a whole text matches a glob: `*` stands for any text, `?` for one character (UTF-16 unit). Both must be folded alike beforehand. Each star is
 * settled where its piece first fits, without going back, so that the cost is at most the text's length times the glob's.
 */
export function matchesGlob(text: string, glob: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop();
  if (last === undefined) return text.length === first.length && fits(text, first, 0);
  const end = text.length - last.length;
  if (end < first.length || !fits(text, first, 0) || !fits(text, last, end)) return false;
  let from = first.length;
  for (const piece of rest) {
    const at = find(text, piece, from, end);
    if (at === undefined) return false;
    from = at + piece.length;
  }

  return true;
}

function find(text: string, piece: string, from: number, end: number): number | undefined {
  for (let at = from; at + piece.length <= end; at++) if (fits(text, piece, at)) return at;

  return undefined;
}

function fits(text: string, piece: string, at: number): boolean {
  for (let n = 0; n < piece.length; n++) if (piece[n] !== '?' && piece[n] !== text[at + n]) return false;

  return true;
}
