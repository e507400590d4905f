import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Finding } from './playbook-error.ts';

export type Path = readonly PropertyKey[];

/** A YAML text that remembers where everything stands. */
export interface SourceFile {
  readonly name: string;
  /** The plain value, not yet checked; undefined when the text is no YAML. */
  readonly value: unknown;
  /** What the YAML parser itself has to say. */
  readonly findings: readonly Finding[];
  /** A finding at the place of `path`, or of the nearest parent that exists. */
  finding(path: Path, message: string): Finding;
}

const reservedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads YAML. `firstLine` is the line of the file on which the text begins (a mail's front matter begins on line 2). */
export function readYaml(name: string, text: string, firstLine = 1): SourceFile {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => counter.linePos(offset).line + firstLine - 1;
  const found = (offset: number, message: string): Finding => ({ file: name, line: lineAt(offset), message });

  const findings = [...document.errors, ...document.warnings].map((problem) =>
    found(problem.pos[0], said(problem.message)),
  );
  visit(document, {
    Alias: (_, node) =>
      void findings.push(found(node.range?.[0] ?? 0, 'aliases (*name) are not supported: write it out')),
    Pair: (_, { key, value }) => {
      if (!isScalar(key)) {
        const at = [key, value].find(isNode)?.range?.[0] ?? 0;
        findings.push(found(at, 'a key must be a plain word'));

        return;
      }
      if (reservedKeys.has(String(key.value))) {
        findings.push(found(key.range?.[0] ?? 0, `${String(key.value)} is a reserved word and cannot be a key`));
      }
    },
  });

  return {
    name,
    value: findings.length === 0 ? document.toJS() : undefined,
    findings,
    finding: (path, message) => found(offsetOf(document.contents, path), message),
  };
}

/** The offset of the key (in a map) or the entry (in a list) that a path names, as deep as it exists. */
function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!isScalar(pair?.key)) return offset;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const entry = node.items[Number(step)];
      if (!isMap(entry) && !isSeq(entry) && !isScalar(entry)) return offset;
      offset = entry.range?.[0] ?? offset;
      node = entry;
    } else {
      return offset;
    }
  }

  return offset;
}

/** `fields[2].maxLength`, the way an author would say it. */
export const spell = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;

    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');

function said(message: string): string {
  if (message === 'Map keys must be unique') return 'this key is written twice';

  // What the parser ran into with thousands of levels.
  return message.includes('call stack') ? 'is nested too deep to be read' : message;
}
