import { boundary, readLetters, roomForLetters } from './title-letters.ts';

/** One entry of a word list, e.g. `"*leiter"`, `head of`, `assistant!`, as letters: a boundary at each end that must be the end of a word. */
export interface TitleWord {
  readonly letters: Uint8Array;
  /** 2 beats all others (`!`), 1 is usual, 0 gives way to all others (`?`). */
  readonly force: 0 | 1 | 2;
  /** Whether it is a beginning (`vertrieb*`), which German endings follow anyway. */
  readonly isOpen: boolean;
}

/** An entry of a word list as the playbook writes it; undefined where it holds no letter, and so could never be found. */
export function parseTitleWord(entry: string): TitleWord | undefined {
  const text = entry.trim();
  const force = text.endsWith('!') ? 2 : text.endsWith('?') ? 0 : 1;
  const word = force === 1 ? text : text.slice(0, -1).trimEnd();
  const isOpen = word.endsWith('*');
  const isTail = word.startsWith('*');
  const room = new Uint8Array(roomForLetters);
  const written = readLetters(word.slice(isTail ? 1 : 0, isOpen ? -1 : undefined), room);
  if (!room.some((letter) => letter !== boundary)) return undefined;

  return { letters: room.slice(isTail ? 1 : 0, isOpen ? written - 1 : written), force, isOpen };
}
