import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

let address: URL | undefined;

/** The worker's code without its types, stripped once here: done in each worker it costs 18 ms and 7 MB per environment. */
export function workerSource(): URL {
  address ??= new URL(`data:text/javascript,${encodeURIComponent(stripped(new URL('./worker.ts', import.meta.url)))}`);

  return address;
}

/** Node strips types without a word when it loads a file, but warns that the function is experimental when it is called. */
function stripped(file: URL): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(readFileSync(file, 'utf8'));
  } finally {
    process.emitWarning = emitWarning;
  }
}
