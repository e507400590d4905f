import { join } from 'node:path';
import type * as z from 'zod';
import type { Finding } from './playbook-error.ts';
import type { PlaybookFiles } from './playbook-files.ts';
import { readYaml, type SourceFile } from './source-file.ts';
import { findingsOf } from './zod-findings.ts';

/** The playbook's folder, with everything that was found wrong in it so far. */
export class SourceFolder {
  readonly findings: Finding[] = [];
  readonly #files: PlaybookFiles;

  constructor(files: PlaybookFiles) {
    this.#files = files;
  }

  /** The file's name as an author sees it: `playbook/team.yaml`. */
  nameOf(path: string): string {
    return join(this.#files.name, path);
  }

  list(path: string): string[] {
    return this.#files.list(path).toSorted();
  }

  read(path: string): string | undefined {
    const text = this.#files.read(path);
    if (text !== undefined) return text;
    this.found(path, 'the file is missing');

    return undefined;
  }

  /** The file's content when the schema has nothing against it. */
  yaml<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
  ): { file: SourceFile; source: z.output<Schema> } | undefined {
    const text = this.read(path);
    if (text === undefined) return undefined;
    const file = (this.#files.readYaml ?? readYaml)(this.nameOf(path), text);
    this.findings.push(...file.findings);
    if (file.findings.length > 0) return undefined;
    const parsed = schema.safeParse(file.value);
    if (!parsed.success) this.findings.push(...findingsOf(file, parsed.error.issues));

    return parsed.success ? { file, source: parsed.data } : undefined;
  }

  /** Refuses files that would be silently ignored, such as `qualificaton/` or `offer.fr.md`. */
  allowOnly(path: string, isKnown: (name: string) => boolean, otherwise: string): void {
    for (const name of this.list(path)) if (!isKnown(name)) this.found(join(path, name), otherwise);
  }

  found(path: string, message: string): void {
    this.findings.push({ file: this.nameOf(path), line: 1, message });
  }

  /** Takes over what a part's compiler found, and hands its result on. */
  collect<Part extends { findings: readonly Finding[] }>(part: Part): Part {
    this.findings.push(...part.findings);

    return part;
  }
}
