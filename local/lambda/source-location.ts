import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const frame = /\(?(file:\/\/[^)]+):(\d+):(\d+)\)?$/;

/**
 * The place in our source, `functions/capture/handler.ts:12:5`, of the first frame of a trace that lies in `folder`;
 * without a source map the place in the bundle. Undefined when no frame lies there. Source maps are expected to name sources relative to a
 * folder somewhere below the project's root, as esbuild does.
 */
export function sourceLocation(
  trace: readonly string[],
  folder: string,
  sourceMapOf: (bundle: string) => string,
): string | undefined {
  for (const line of trace) {
    const [, url, row, column] = frame.exec(line.trim()) ?? [];
    if (url === undefined) continue;
    const bundle = fileURLToPath(url);
    if (!bundle.startsWith(`${folder}/`)) continue;

    return original(sourceMapOf(bundle), Number(row), Number(column)) ?? `${relative('', bundle)}:${row}:${column}`;
  }

  return undefined;
}

function original(mapFile: string, row: number, column: number): string | undefined {
  try {
    const origin = new SourceMap(JSON.parse(readFileSync(mapFile, 'utf8'))).findOrigin(row, column);
    if (!('fileName' in origin) || origin.fileName === undefined) return undefined;

    // The map was moved away from its bundle, so only the part below the project's root still tells the place.
    return `${origin.fileName.replace(/^(\.\.\/)+/, '')}:${origin.lineNumber}:${origin.columnNumber}`;
  } catch {
    // No map, or not one: the place in the bundle is still worth telling.
    return undefined;
  }
}
