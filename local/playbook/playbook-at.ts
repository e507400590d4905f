import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { PlaybookError } from '#adapters/playbook/playbook-error.ts';
import { CommandProblem } from './command-problem.ts';
import type { NamedPlaybook } from './report/figures.ts';

/** The playbook of this working copy. */
export const ownPlaybook = fileURLToPath(new URL('../../playbook', import.meta.url));
const root = dirname(ownPlaybook);

/**
 * The playbook in a folder, or as of a git ref (a commit, branch or tag) of the repository, this one if no other is named.
 * @throws CommandProblem when there is neither, or when this version cannot read what the ref holds.
 * @throws PlaybookError when a folder's playbook does not compile.
 */
export function playbookAt(refOrDir: string, repository = root): NamedPlaybook {
  if (existsSync(refOrDir) && statSync(refOrDir).isDirectory()) {
    return { name: refOrDir === ownPlaybook ? 'playbook/' : refOrDir, playbook: compilePlaybook(refOrDir) };
  }

  return { name: refOrDir, playbook: playbookOfRef(refOrDir, gitIn(repository)) };
}

function playbookOfRef(ref: string, git: Git): NamedPlaybook['playbook'] {
  const commit = commitOf(ref, git);
  const folder = mkdtempSync(join(tmpdir(), 'goldpan-playbook-'));
  try {
    const files = git('ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, '--', 'playbook/').toString('utf8');
    const paths = files.split('\0').filter((path) => path !== '');
    if (paths.length === 0) throw new CommandProblem(`There is no playbook/ at ${ref}.`);
    for (const path of paths) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, git('cat-file', 'blob', `${commit}:${path}`));
    }

    return compilePlaybook(join(folder, 'playbook'));
  } catch (error) {
    if (!(error instanceof PlaybookError)) throw error;
    throw new CommandProblem(`The playbook at ${ref} cannot be read by this version of Goldpan:\n${error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function commitOf(ref: string, git: Git): string {
  try {
    return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).toString('utf8').trim();
  } catch {
    throw new CommandProblem(
      `${ref} is neither a folder nor a commit, branch or tag of this repository. In CI, fetch the whole history (fetch-depth: 0).`,
    );
  }
}

type Git = (...args: string[]) => Buffer;

const gitIn =
  (cwd: string): Git =>
  (...args) =>
    execFileSync('git', args, { cwd, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 << 20 });
