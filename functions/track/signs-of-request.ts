import type { Sign } from '#domain/lead/activity.ts';
import type { HttpRequest } from '#lambda/http/http-handler.ts';
import type { Agents } from '#ports/agents.ts';

/** What a request itself tells of who sent it. Every browser names its languages; a script has to be told to. The user agent is looked at and not kept. */
export const signsOf =
  ({ isMachine }: Agents) =>
  ({ viewer, headers }: Pick<HttpRequest<unknown>, 'viewer' | 'headers'>): Sign[] => [
    ...(isMachine(viewer.userAgent) ? (['agent'] as const) : []),
    ...(headers['accept-language'] ? [] : (['headers'] as const)),
  ];
