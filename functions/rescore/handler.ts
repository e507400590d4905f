import type { Log } from '#lambda/log.ts';
import { playbookQueueHandler } from '#lambda/playbook-queue-handler.ts';
import type { BeginRelease } from './begin-release.ts';
import type { RescorePage } from './rescore-page.ts';

interface Dependencies {
  readonly beginRelease: BeginRelease;
  readonly rescorePage: RescorePage;
  readonly log: Log;
}

export const createHandler = ({ beginRelease, rescorePage, log }: Dependencies) =>
  playbookQueueHandler({ log }, async ({ type, facts }) => {
    const { playbook, release } = facts;
    if (type === 'playbook.released') {
      const count = await beginRelease(release);
      log.info('release begun', { playbook, release, count });
    }
    if (type === 'playbook.rescore-page') {
      const { segment, page } = facts;
      const done = await rescorePage({ release, segment, page });
      const about = { playbook, release, segment, page };
      if (done.outcome !== 'done') return log.info(`page ${done.outcome}`, about);
      log.info('page done', { ...about, count: done.leads, scanned: done.scanned });
      log.count('LeadsToRescore', done.leads);
      if (done.rescored !== undefined) log.info('release rescored', { playbook, release, count: done.rescored });
    }
  });
