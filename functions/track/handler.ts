import * as z from 'zod/mini';
import { ActivityBatch, ActivityReport, ServerActivityBatch, ServerActivityReport } from '#contracts/activity.ts';
import type { Sign } from '#domain/lead/activity.ts';
import { accepted } from '#lambda/http/answer.ts';
import { httpHandler } from '#lambda/http/http-handler.ts';
import { HttpProblem } from '#lambda/http/problem.ts';
import type { Log } from '#lambda/log.ts';
import type { Agents } from '#ports/agents.ts';
import type { ServerKeys } from '#ports/server-keys.ts';
import { namesAddresses, readReports } from './read-reports.ts';
import type { RecordActivities } from './record-activities.ts';
import { signsOf } from './signs-of-request.ts';

/** A hundred activities of the greatest length fit: 1.6 KB each. */
export const BODY_LIMIT = 160 * 1024;
const fromSites = { one: ActivityReport, batch: ActivityBatch };
const fromServers = { one: ServerActivityReport, batch: ServerActivityBatch };

export interface TrackDependencies {
  readonly recordActivities: RecordActivities;
  readonly serverKeys: ServerKeys;
  readonly agents: Agents;
  readonly log: Log;
}

export function createHandler({ recordActivities, serverKeys, agents, log }: TrackDependencies) {
  return httpHandler({ path: z.object({}), bodyLimit: BODY_LIMIT, log }, async (request) => {
    const { body, headers } = request;
    if (body?.kind !== 'json') throw new HttpProblem(415, 'unsupported-media-type', 'Send application/json');
    const count = await record(body.value, headers.authorization, signsOf(agents)(request));
    log.count('ActivityRecorded', count);

    return accepted({ status: 'recorded', count });
  });

  async function record(value: unknown, authorization: string | undefined, signs: readonly Sign[]): Promise<number> {
    if (authorization === undefined && !namesAddresses(value)) {
      const reported = readReports(fromSites, value);
      await recordActivities.fromSite(reported, signs);
      return reported.reports.length;
    }
    const sender = await serverKeys.senderOf(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
    if (sender === undefined) throw unauthorized();
    const reported = readReports(fromServers, value);
    await recordActivities.fromServer(sender, reported);
    return reported.reports.length;
  }
}

const unauthorized = () =>
  new HttpProblem(401, 'unauthorized', 'A key is needed to name leads by their addresses, and this is none', {
    headers: { 'www-authenticate': 'Bearer realm="goldpan"' },
  });
