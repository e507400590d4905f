import { DatabaseSync } from 'node:sqlite';
import type { LocalClock } from '../clock.ts';

const KEPT = 24 * 3_600_000;

/** Has the tables' streams forget what they told. */
export type StreamRetention = {
  /** Takes the images from the records that are older than 24 hours by the local clock and were read. Resolves with how many. */
  forget(): number;
};

/** So many records there were at that time, by the local clock and by `performance.now()`. */
type Mark = { readonly last: number; readonly at: number; readonly seen: number };

/**
 * DynamoDB keeps a stream's records for 24 hours; Dynoxide 1.2.1 keeps them for ever, and with them whoever was erased. The records themselves stay, because it
 * counts on from the highest number. `readToEnd` tells when the last read began that found nothing more, by `performance.now()`: what nobody has read yet is kept.
 */
export function streamRetention(file: string, clock: LocalClock, readToEnd: () => number): StreamRetention {
  let marks: Mark[] = [mark(clock.now().getTime())];
  let offset = clock.offset();
  clock.onAdvance((now) => {
    // Nothing was written while time jumped: what is there is of before.
    marks.push(mark(now.getTime() - (clock.offset() - offset)));
    offset = clock.offset();
  });

  return {
    forget() {
      const now = clock.now().getTime();
      const isOver = ({ at, seen }: Mark) => now - at >= KEPT && readToEnd() > seen;
      const last = marks.filter(isOver).reduce((most, { last }) => Math.max(most, last), 0);
      marks = [...marks.filter((one) => !isOver(one)), mark(now)];

      return last === 0 ? 0 : withDatabase((sqlite) => Number(sqlite.prepare(FORGET).run(last).changes));
    },
  };

  function mark(at: number): Mark {
    const last = withDatabase((sqlite) => sqlite.prepare('SELECT MAX(id) AS last FROM _stream_records').get()?.last);

    return { last: Number(last ?? 0), at, seen: performance.now() };
  }

  function withDatabase<Result>(work: (sqlite: DatabaseSync) => Result): Result {
    const sqlite = new DatabaseSync(file, { timeout: 5_000 });
    try {
      sqlite.exec('PRAGMA secure_delete = ON');
      return work(sqlite);
    } finally {
      sqlite.close();
    }
  }
}

const FORGET = 'UPDATE _stream_records SET new_image = NULL, old_image = NULL WHERE id <= ? AND new_image IS NOT NULL';
