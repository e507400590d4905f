import * as z from 'zod/mini';
import { ActivityReports } from '#contracts/activity.ts';
import { accepted } from '#lambda/http/answer.ts';
import { httpHandler, parsed } from '#lambda/http/http-handler.ts';
import { HttpProblem } from '#lambda/http/problem.ts';
import type { Log } from '#lambda/log.ts';
import type { RecordActivities } from './record-activities.ts';

export const createHandler = ({ recordActivities, log }: { recordActivities: RecordActivities; log: Log }) =>
  httpHandler({ path: z.object({}), log }, async ({ body }) => {
    if (body?.kind !== 'json') throw new HttpProblem(415, 'unsupported-media-type', 'Send application/json');
    const reports = parsed(ActivityReports, body.value);
    const activities = 'activities' in reports ? reports.activities : [reports];
    await recordActivities(activities);
    log.count('ActivityRecorded', activities.length);

    return accepted({ status: 'recorded', count: activities.length });
  });
