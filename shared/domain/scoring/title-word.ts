import { boundary, readLetters, roomForLetters } from './title-letters.ts';

/** 3 beats all others (`!`), 2 is usual, 1 gives way (`?`), 0 gives way even to what gives way (`??`). */
export type Force = 0 | 1 | 2 | 3;

/** One entry of a word list, e.g. `"*leiter"`, `head of`, `assistant!`, as letters: a boundary at each end that must be the end of a word. */
export interface TitleWord {
  readonly letters: Uint8Array;
  /** Against words of another mark: the higher is heard, the lower is not. */
  readonly force: Force;
  /** Whether it is a beginning (`vertrieb*`), which German endings follow anyway. */
  readonly isOpen: boolean;
}

const marks: readonly (readonly [end: string, force: Force])[] = [
  ['!', 3],
  ['??', 0],
  ['?', 1],
];

/** An entry of a word list as the playbook writes it; undefined where it holds no letter, and so could never be found. */
export function parseTitleWord(entry: string): TitleWord | undefined {
  const text = entry.trim();
  const mark = marks.find(([end]) => text.endsWith(end));
  const force = mark?.[1] ?? 2;
  const word = text.slice(0, text.length - (mark?.[0].length ?? 0)).trimEnd();
  const isOpen = word.endsWith('*');
  const isTail = word.startsWith('*');
  const room = new Uint8Array(roomForLetters);
  const written = readLetters(word.slice(isTail ? 1 : 0, isOpen ? -1 : undefined), room);
  if (!room.some((letter) => letter !== boundary)) return undefined;

  return { letters: room.slice(isTail ? 1 : 0, isOpen ? written - 1 : written), force, isOpen };
}
