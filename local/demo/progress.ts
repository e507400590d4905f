import type { Palette } from '#local/terminal/paint.ts';

/** Shows how far a step of the demo is; the note says what came of it so far. */
export type Step = { show(count: number, note: string): void; done(): void };
export type Progress = (name: string, total: number) => Step;

const WIDTH = 24;

/** A bar that grows on a person's terminal; elsewhere one line per finished step. */
export function progressOn(stream: NodeJS.WriteStream, paint: Palette): Progress {
  return (name, total) => {
    let last = '';

    return {
      show(count, note) {
        const full = Math.round((count / total) * WIDTH);
        const bar = `${paint.good('█'.repeat(full))}${paint.soft('░'.repeat(WIDTH - full))}`;
        last = `  ${name.padEnd(12)} ${bar} ${String(count).padStart(4)}/${total}  ${paint.soft(note)}`;
        if (stream.isTTY) stream.write(`\r\x1b[2K${last}`);
      },
      done: () => void stream.write(stream.isTTY ? '\n' : `${last}\n`),
    };
  };
}
