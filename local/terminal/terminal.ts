import { type Palette, paletteFor } from './paint.ts';

/** What a person sees of a running Goldpan. */
export type Terminal = {
  readonly paint: Palette;
  /** A finished line or block. */
  say(text: string): void;
  /** One of many small things. More than a person can read in a second are counted instead. */
  mention(text: string): void;
  /** What the runtime reports at a time: an error of a function, a denied call, a warning. */
  report(text: string, at: Date): void;
};

/** So many lines a second a person can still follow. */
const READABLE = 12;

/** Writes to standard output. Output that nobody reads any more (a closed terminal) is no reason to fail. */
export function openTerminal(): Terminal {
  process.stdout.on('error', () => {});
  const paint = paletteFor(process.stdout);
  const say = (text: string) => void process.stdout.write(`${text}\n`);

  let mentioned = 0;
  const startOver = () => {
    if (mentioned > READABLE) say(paint.soft(`          … and ${mentioned - READABLE} more`));
    mentioned = 0;
  };

  return {
    paint,
    say,
    mention(text) {
      if (mentioned === 0) setTimeout(startOver, 1_000).unref();
      mentioned += 1;
      if (mentioned <= READABLE) say(text);
    },
    report(text, at) {
      const colour = /\b(?:failed|denied|ERROR|FATAL|CRITICAL)\b/.test(text.split('\n', 1)[0] ?? '')
        ? paint.bad
        : paint.gold;
      const [first = '', ...rest] = text.split('\n');
      say(
        [
          `${paint.soft(clockTime(at))}  ${colour('●')} ${colour(first)}`,
          ...rest.map((line) => `            ${paint.soft(line.trim())}`),
        ].join('\n'),
      );
    },
  };
}

/** `14:03:22`, in the machine's time zone. */
export const clockTime = (instant: Date): string => instant.toTimeString().slice(0, 8);
