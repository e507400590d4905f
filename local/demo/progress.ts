import type { Palette } from '#local/terminal/paint.ts';

/** Shows how far a step of the demo is. */
export type Step = { more(): void; done(note?: string): void };
export type Progress = (name: string, total: number) => Step;

const WIDTH = 24;

/** A bar that grows on a person's terminal; elsewhere one line per finished step. */
export function progressOn(stream: NodeJS.WriteStream, paint: Palette): Progress {
  return (name, total) => {
    let count = 0;
    const show = (end: string) => {
      const full = total === 0 ? WIDTH : Math.round((count / total) * WIDTH);
      const bar = `${paint.good('█'.repeat(full))}${paint.soft('░'.repeat(WIDTH - full))}`;
      stream.write(
        `${stream.isTTY ? '\r\x1b[2K' : ''}  ${name.padEnd(26)} ${bar} ${String(count).padStart(4)}/${total}${end}`,
      );
    };

    return {
      more() {
        count += 1;
        if (stream.isTTY) show('');
      },
      done(note = '') {
        show(`  ${paint.soft(note)}`.trimEnd());
        stream.write('\n');
      },
    };
  };
}
