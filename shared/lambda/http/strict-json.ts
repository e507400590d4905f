import { badRequest } from './problem.ts';

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const DEPTH = 16;

/**
 * Parses JSON that a stranger sent. Besides what is no JSON at all, keys that are there twice, keys that reach for prototypes, and deep nesting are refused:
 * they mean one thing to one parser and another to the next.
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('The body is not valid JSON');
  }
  checkKeys(text);

  return value;
}

/** Walks text that is known to be valid JSON; only strings, braces and colons matter. */
function checkKeys(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (isKey(text, index + token.length)) checkKey(JSON.parse(token) as string, open.at(-1));
    if (open.length > DEPTH) throw badRequest('The body is nested too deeply');
  }
}

function isKey(text: string, end: number): boolean {
  let next = end;
  while (next < text.length && ' \t\r\n'.includes(text.charAt(next))) next++;

  return text.charAt(next) === ':';
}

function checkKey(key: string, siblings: Set<string> | undefined): void {
  if (FORBIDDEN.has(key))
    throw badRequest('The body has a key that is not allowed', [{ field: key, message: 'is not allowed' }]);
  if (siblings?.has(key)) throw badRequest('The body has a key twice', [{ field: key, message: 'is there twice' }]);
  siblings?.add(key);
}

export { FORBIDDEN as forbiddenKeys };
