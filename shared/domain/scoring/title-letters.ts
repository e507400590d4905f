/** As many characters of a title are read; what stands behind them changes nothing. Forms allow fewer. */
export const longestTitle = 200;

/** Room that the letters of a title need at most: `ß` makes two of one, and a boundary stands at either end. */
export const roomForLetters = 2 * longestTitle + 2;

/** Letters are small numbers: 0 parts words, 1–26 are a–z, 27–36 the digits, 37 is any other letter. */
export const boundary = 0;
export const alphabetSize = 38;
const otherLetter = 37;
const nothing = 255;
const numberOf = (letter: string): number => letter.charCodeAt(0) - 96;
const [a, e, o, s, u] = [numberOf('a'), numberOf('e'), numberOf('o'), numberOf('s'), numberOf('u')];

/** Letters that are no plain letter with an accent, and signs that part no words. */
const special: Readonly<Record<string, number>> = {
  ß: s,
  ſ: s,
  ø: o,
  œ: o,
  æ: a,
  ł: numberOf('l'),
  đ: numberOf('d'),
  ı: numberOf('i'),
  "'": nothing,
  '`': nothing,
  '\u00ad': nothing,
};

/** What each character up to U+017F is read as; accents are gone, and ä, ö, ü are a, o, u. */
const read = Uint8Array.from({ length: 0x180 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase();
  const plain = character.normalize('NFD').charAt(0);
  if (plain >= 'a' && plain <= 'z') return numberOf(plain);
  if (plain >= '0' && plain <= '9') return 27 + Number(plain);

  return special[character] ?? (/\p{L}/u.test(character) ? otherLetter : boundary);
});
const eszett = 0xdf;
const dot = 0x2e;

/**
 * Reads a title letter by letter into `into` (at least `roomForLetters` long): words in small plain letters, one boundary before, between and after them.
 * `Geschäftsführer:in`, `GESCHAEFTSFUEHRER/-IN` and `Geschaftsfuhrer` are read alike. One pass, no search; returns how many letters were written.
 */
export function readLetters(text: string, into: Uint8Array): number {
  const title = composed(text.length > longestTitle ? text.slice(0, longestTitle) : text);
  let written = 0;
  into[written++] = boundary;
  // Where the last part of an abbreviation began: the dots of `V.P.` and `i.R.` part nothing.
  let part = written;

  for (let at = 0; at < title.length; at++) {
    const code = title.charCodeAt(at);
    const before = into[written - 1] ?? boundary;
    const letter = code < 0x180 ? (read[code] ?? boundary) : readRare(code);
    if (letter === nothing) continue;
    if (letter !== boundary) {
      if (letter === e && (before === a || before === o || before === u)) continue;
      into[written++] = letter;
      if (code === eszett || code === 0x1e9e) into[written++] = s;
      continue;
    }
    if (before === boundary) continue;
    if (code === dot && written - part === 1 && isLetter(title, at + 1)) {
      part = written;
      continue;
    }
    const after = behindGenderEnding(title, at);
    if (after > at) {
      at = after - 1;
      continue;
    }
    into[written++] = boundary;
    part = written;
  }
  if (into[written - 1] !== boundary) into[written++] = boundary;

  return written;
}

/** Rare characters (ligatures, full width, letters put together from accents) in their usual form; at most `longestTitle` of them. */
function composed(title: string): string {
  for (let at = 0; at < title.length; at++) {
    if (title.charCodeAt(at) >= 0x180) return title.normalize('NFKC').slice(0, longestTitle);
  }

  return title;
}

function readRare(code: number): number {
  if (code === 0x1e9e) return s;
  const isAccent = code >= 0x300 && code <= 0x36f;
  const isUnseen = (code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff;
  if (isAccent || isUnseen || code === 0x2018 || code === 0x2019) return nothing;
  const isSign = (code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f) || code >= 0xd800;

  return isSign ? boundary : otherLetter;
}

const isLetter = (title: string, at: number): boolean => {
  const code = title.charCodeAt(at);

  return code < 0x180 ? (read[code] ?? boundary) !== boundary : code >= 0x180 && readRare(code) !== boundary;
};

const signs = ':*_·•/(|';
const endings = ['innen', 'in', 'r', 'n'];

/** Where the text goes on behind `:in`, `*innen`, `/-in`, `(in)` or the `:r` of `Vorsitzende:r`; `at` itself where none stands there. */
function behindGenderEnding(title: string, at: number): number {
  const sign = title.charAt(at);
  if (!signs.includes(sign)) return at;
  const start = title.charAt(at + 1) === '-' ? at + 2 : at + 1;
  for (const ending of endings) {
    const end = start + ending.length;
    if (title.slice(start, end).toLowerCase() !== ending || isLetter(title, end)) continue;
    if (ending.length === 1 && (title.charAt(at - 1).toLowerCase() !== 'e' || title.charAt(end) === '&')) continue;
    if (sign === '(') return title.charAt(end) === ')' ? end + 1 : at;

    return end;
  }

  return at;
}
