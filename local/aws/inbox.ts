import { appendFileSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { outcomes } from './ses-simulator.ts';

const Report = z.object({ outcome: z.enum(outcomes), at: z.string() });

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
  /** How it came to SES; what its events carry. A mail from before it was kept has none of it. */
  sent: z
    .object({ configurationSet: z.string().nullable(), caller: z.string(), tags: z.record(z.string(), z.string()) })
    .default({ configurationSet: null, caller: '', tags: {} }),
  /** What became of it besides its delivery, in order. */
  reports: z.array(Report).default([]),
});
const NoteLine = z.object({ noteOn: z.string(), report: Report });

/** A mail that SES accepted. */
export type Mail = z.infer<typeof Mail>;

/** Every mail the local SES accepted. */
export type Inbox = {
  /** Newest first. */
  list(): readonly Mail[];
  get(id: string): Mail | undefined;
  /** Keeps a mail; once this returns, it outlives a killed process. */
  add(mail: Mail): void;
  /** Keeps what became of a mail. */
  note(id: string, report: Mail['reports'][number]): void;
};

/** Opens an inbox. With a `file` (one JSON line per mail or note on one, only ever appended to) it outlives a restart. */
export function openInbox(file?: string): Inbox {
  const mails = file === undefined ? new Map<string, Mail>() : read(file);
  const keep = (line: object) => file !== undefined && appendFileSync(file, `${JSON.stringify(line)}\n`);

  return {
    list: () => [...mails.values()].reverse(),
    get: (id) => mails.get(id),
    add(mail) {
      keep(mail);
      mails.set(mail.id, mail);
    },
    note(id, report) {
      keep({ noteOn: id, report });
      write(mails, { noteOn: id, report });
    },
  };
}

function read(file: string): Map<string, Mail> {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, '');
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf('\n') + 1;
  // A process killed in the middle of a line never answered for that mail: nobody counts on it.
  if (whole < bytes.length) truncateSync(file, whole);
  const lines = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
  const mails = new Map<string, Mail>();
  for (const [index, line] of lines.entries()) {
    try {
      write(mails, z.union([NoteLine, Mail]).parse(JSON.parse(line)));
    } catch (error) {
      throw new Error(`${file}, line ${index + 1}, holds no mail; remove the file to begin with an empty inbox.`, {
        cause: error,
      });
    }
  }

  return mails;
}

function write(mails: Map<string, Mail>, line: Mail | z.infer<typeof NoteLine>): void {
  if (!('noteOn' in line)) {
    mails.set(line.id, line);

    return;
  }
  const mail = mails.get(line.noteOn);
  if (mail !== undefined) mails.set(mail.id, { ...mail, reports: [...mail.reports, line.report] });
}
