import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Handler } from './handler.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
};

/** Serves the files of a folder with the given headers; a folder's address is its `index.html`. */
export function staticFiles(folder: string, headers: Readonly<Record<string, string>>): Handler {
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = filePath(request.url ?? '/');
    const content = path === undefined ? undefined : await readFile(join(folder, path)).catch(() => undefined);
    if (path === undefined || content === undefined) return false;
    response.writeHead(200, {
      ...headers,
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-length': content.length,
    });
    response.end(request.method === 'HEAD' ? undefined : content);

    return true;
  };
}

/** The file a URL names, relative to the folder; undefined for one that leads out of it or cannot be read. */
function filePath(url: string): string | undefined {
  const [raw = '/'] = url.split('?', 1);
  try {
    const path = normalize(decodeURIComponent(raw));
    if (path.includes('\0') || path.split(sep).includes('..') || !path.startsWith('/')) return undefined;

    return path.endsWith('/') ? `${path}index.html` : path;
  } catch {
    return undefined;
  }
}
