import { appendFileSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

const Mail = z.object({
  /** SES's message id. */
  id: z.string(),
  /** The envelope's recipients, bare addresses parted by `, `. */
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  /** By name in lower case, as sent; repeated headers parted by `, `. */
  headers: z.record(z.string(), z.string()),
  /** ISO instant, by the local clock. */
  receivedAt: z.string(),
});

/** A mail that SES accepted. */
export type Mail = z.infer<typeof Mail>;

/** Every mail the local SES accepted. */
export type Inbox = {
  /** Newest first. */
  list(): readonly Mail[];
  get(id: string): Mail | undefined;
  /** Keeps a mail; once this returns, it outlives a killed process. */
  add(mail: Mail): void;
};

/** Opens an inbox. With a `file` (one JSON line per mail, only ever appended to) it outlives a restart. */
export function openInbox(file?: string): Inbox {
  const mails = file === undefined ? [] : read(file);
  const byId = new Map(mails.map((mail) => [mail.id, mail]));

  return {
    list: () => mails.toReversed(),
    get: (id) => byId.get(id),
    add(mail) {
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(mail)}\n`);
      mails.push(mail);
      byId.set(mail.id, mail);
    },
  };
}

function read(file: string): Mail[] {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, '');
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf('\n') + 1;
  // A process killed in the middle of a line never answered for that mail: nobody counts on it.
  if (whole < bytes.length) truncateSync(file, whole);
  const lines = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);

  return lines.map((line, index) => {
    try {
      return Mail.parse(JSON.parse(line));
    } catch (error) {
      throw new Error(`${file}, line ${index + 1}, holds no mail; remove the file to begin with an empty inbox.`, {
        cause: error,
      });
    }
  });
}
