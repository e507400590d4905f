import type { Mail } from '#local/aws/inbox.ts';
import type { LocalStack } from '#local/stack.ts';
import { json } from '../answer.ts';
import { PageProblem } from '../page-problem.ts';
import type { Route } from '../route.ts';
import { inboxPage, views } from './inbox-page.ts';
import { mailFrame } from './mail-frame.ts';

/** The mails. `?after=<id>` leaves only those that came after that one, for programs that look again and again. */
export function inboxRoutes({ inbox }: Pick<LocalStack, 'inbox'>): Route[] {
  const mailOf = (id: string | undefined): Mail => {
    const mail = inbox.get(id ?? '');
    if (mail === undefined) throw new PageProblem(404, 'There is no such mail.');

    return mail;
  };

  return [
    {
      path: '/local/inbox',
      get: ({ wantsJson, query }) => {
        const mails = inbox.list();
        const after = query.get('after');
        if (wantsJson) return json(after === null ? mails : newerThan(mails, after));

        return inboxPage({ mails, open: mails[0], view: 'html', reading: false });
      },
    },
    {
      path: /^\/local\/inbox\/(?<id>[^/]+)$/,
      get: ({ wantsJson, query, path }) => {
        const open = mailOf(path.id);
        if (wantsJson) return json(open);
        const view = views.find((each) => each === query.get('view')) ?? 'html';

        return inboxPage({ mails: inbox.list(), open, view, reading: true });
      },
    },
    { path: /^\/local\/inbox\/(?<id>[^/]+)\/html$/, get: ({ path }) => mailFrame(mailOf(path.id).html ?? '') },
  ];
}

/** The mails before this one in a list that begins with the newest; all of them for one that is not there. */
function newerThan(mails: readonly Mail[], id: string): readonly Mail[] {
  const index = mails.findIndex((mail) => mail.id === id);

  return index === -1 ? mails : mails.slice(0, index);
}
