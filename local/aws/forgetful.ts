import { DatabaseSync } from 'node:sqlite';

/**
 * Runs `start`, and has the SQLite database that it opens in the write-ahead mode overwrite what is deleted. fauxqs 2.4.1 has no setting for it, and its file
 * would keep what lay in a queue long after it was worked off: addresses, where SES tells of mails. Answers what was started, and how to bring the file up
 * to date: until then what was deleted still lies in the log beside it.
 */
export async function forgetful<Started>(
  start: () => Promise<Started>,
): Promise<{ readonly started: Started; readonly tidy: () => void }> {
  const original = DatabaseSync.prototype.exec;
  const opened = new Set<DatabaseSync>();
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
    original.call(this, sql);
    if (!/journal_mode\s*=\s*WAL/i.test(sql)) return;
    original.call(this, 'PRAGMA secure_delete = ON');
    opened.add(this);
  };
  try {
    return {
      started: await start(),
      tidy: () => {
        for (const database of opened) if (database.isOpen) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      },
    };
  } finally {
    DatabaseSync.prototype.exec = original;
  }
}
