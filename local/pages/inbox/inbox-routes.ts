import * as z from 'zod';
import type { Mail } from '#local/aws/inbox.ts';
import type { Outcome } from '#local/aws/ses-simulator.ts';
import { UnheardMailError } from '#local/aws/unheard-mail-error.ts';
import type { LocalStack } from '#local/stack.ts';
import { json, seeOther } from '../answer.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageRequest } from '../request.ts';
import type { Route } from '../route.ts';
import { inboxPage, mailPath, views } from './inbox-page.ts';
import { mailFrame } from './mail-frame.ts';

const Bounce = z.object({ kind: z.enum(['hard', 'soft']) });

/**
 * The mails. `?after=<id>` leaves only those that came after that one, for programs that look again and again. A POST lets a mail bounce, or somebody
 * complain about it, and SES tell so.
 */
export function inboxRoutes({ inbox, mailOutcomes }: Pick<LocalStack, 'inbox' | 'mailOutcomes'>): Route[] {
  const mailOf = (id: string | undefined): Mail => {
    const mail = inbox.get(id ?? '');
    if (mail === undefined) throw new PageProblem(404, 'There is no such mail.');

    return mail;
  };
  const report = async ({ path, isForm, wantsJson }: PageRequest, outcome: Outcome) => {
    const mail = mailOf(path.id);
    try {
      await mailOutcomes.report(mail, outcome);
    } catch (error) {
      if (!(error instanceof UnheardMailError)) throw error;
      throw new PageProblem(
        409,
        'SES tells nobody what becomes of this mail: its configuration set has no destination.',
      );
    }

    return isForm && !wantsJson ? seeOther(mailPath(mail.id)) : json(mailOf(mail.id));
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
    {
      path: /^\/local\/inbox\/(?<id>[^/]+)\/bounce$/,
      post: (request) => {
        const kind = Bounce.safeParse(request.body).data?.kind;
        if (kind === undefined) {
          const message = 'must be hard or soft';
          throw new PageProblem(400, `kind ${message}.`, [{ field: 'kind', message }]);
        }

        return report(request, `${kind}-bounce`);
      },
    },
    { path: /^\/local\/inbox\/(?<id>[^/]+)\/complain$/, post: (request) => report(request, 'complaint') },
    { path: /^\/local\/inbox\/(?<id>[^/]+)\/html$/, get: ({ path }) => mailFrame(mailOf(path.id).html ?? '') },
  ];
}

/** The mails before this one in a list that begins with the newest; all of them for one that is not there. */
function newerThan(mails: readonly Mail[], id: string): readonly Mail[] {
  const index = mails.findIndex((mail) => mail.id === id);

  return index === -1 ? mails : mails.slice(0, index);
}
