import { PatternError } from './pattern-error.ts';

/**
 * Compiles `a*b`, where `*` stands for any characters, `\*` for a star and `\\` for a backslash.
 * Each literal is taken at its first place after the one before, so no pattern can make it slow.
 */
export function wildcardMatcher(pattern: string, path: string): (text: string) => boolean {
  const parts = literalParts(pattern, path);
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;

  return (text) => {
    if (!text.startsWith(first)) return false;
    let from = first.length;
    for (const part of rest) {
      const at = text.indexOf(part, from);
      if (at === -1) return false;
      from = at + part.length;
    }

    return text.length - last.length >= from && text.endsWith(last);
  };
}

/** The literals between the stars. */
function literalParts(pattern: string, path: string): string[] {
  const parts = [''];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '*') {
      if (pattern.charAt(at + 1) === '*') throw new PatternError(path, 'consecutive wildcards are not allowed');
      parts.push('');
      continue;
    }
    if (character === '\\') at++;
    const literal = pattern.charAt(at);
    if (character === '\\' && literal !== '*' && literal !== '\\') {
      throw new PatternError(path, 'a backslash escapes only * and itself');
    }
    parts.push(`${parts.pop() ?? ''}${literal}`);
  }

  return parts;
}
