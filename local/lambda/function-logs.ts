import { join } from 'node:path';
import * as z from 'zod';
import type { Log } from '#local/log.ts';
import { RotatingFile } from './rotating-file.ts';

/** Where the functions' output goes. */
export type FunctionLogs = {
  /** Takes one finished line of a function's output. */
  line(functionName: string, text: string): void;
  stop(): void;
};

const JsonLine = z.object({
  level: z.string(),
  message: z.string().default(''),
  error: z.object({ name: z.string(), message: z.string() }).partial().optional(),
});

const shown = new Set(['WARN', 'ERROR', 'FATAL', 'CRITICAL']);

/** Writes every line to `<folder>/<function>.log`; warnings and errors go to `terminal` as well. */
export function startFunctionLogs({
  folder,
  terminal,
  maxBytes = 5_000_000,
}: {
  folder: string;
  terminal: Log;
  maxBytes?: number;
}): FunctionLogs {
  const files = new Map<string, RotatingFile>();
  const fileOf = (name: string) => {
    const file = files.get(name) ?? new RotatingFile(join(folder, `${name}.log`), maxBytes);
    files.set(name, file);

    return file;
  };

  return {
    line(functionName, text) {
      fileOf(functionName).write(text);
      const warning = warningIn(text);
      if (warning !== undefined) terminal(`${functionName} ${warning}`);
    },
    stop() {
      for (const file of files.values()) file.close();
      files.clear();
    },
  };
}

/** `WARN …` or `ERROR …`, from a line of Powertools' logger or of the runtime's console; undefined for anything less. */
export function warningIn(text: string): string | undefined {
  if (text.startsWith('{')) return warningInJson(text);
  const [, , level = '', ...message] = text.split('\t');
  // How an invocation ended is reported by the runtime itself, with the place in the source.
  if (!shown.has(level) || message[0] === 'Invoke Error ' || message[0] === 'Init Error ') return undefined;

  return `${level} ${message.join('\t').replaceAll('\r', '\n')}`;
}

function warningInJson(text: string): string | undefined {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = JsonLine.safeParse(line);
  if (!read.success || !shown.has(read.data.level.toUpperCase())) return undefined;
  const { level, message, error } = read.data;
  const cause = error === undefined ? '' : `: ${error.name ?? 'Error'}: ${error.message ?? ''}`;

  return `${level.toUpperCase()} ${message}${cause}`;
}
