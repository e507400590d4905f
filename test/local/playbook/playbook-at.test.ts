import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences } from '#local/playbook/diff/differences.ts';
import { playbookAt } from '#local/playbook/playbook-at.ts';
import { playbookCopy } from '../../support/playbook-copy.ts';

const who = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@b.example',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@b.example',
};

describe('the playbook as of a git ref', () => {
  it('is what was committed, whatever lies in the folder now', () => {
    using copy = playbookCopy();
    const repository = dirname(copy.dir);
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: repository, env: { ...process.env, ...who }, stdio: 'ignore' });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'first');
    git('tag', 'v1');
    copy.edit('qualification/sla.yaml', 'leadsPerWeek: 12', 'leadsPerWeek: 15');
    const [then, now] = [playbookAt('v1', repository), playbookAt(copy.dir)];
    expect(differences(then.playbook, now.playbook)).toEqual(['SLA, leads a week: 12 → 15']);

    copy.edit('qualification/stages.yaml', 'fallBelow: recycle', 'fallBelow: forget');
    git('commit', '--quiet', '--all', '--message', 'spoilt');
    expect(() => playbookAt('HEAD', repository)).toThrow(
      /^The playbook at HEAD cannot be read by this version of Goldpan:\nplaybook\/qualification\/stages\.yaml:\d+: /,
    );
    expect(() => playbookAt('--help', repository)).toThrow(/neither a folder nor a commit/);
    expect(() => playbookAt('v2', repository)).toThrow(/fetch-depth: 0/);
  });
});
