import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoLeadSegments } from '#adapters/dynamodb/lead-segments.ts';
import { dynamoReleases } from '#adapters/dynamodb/releases.ts';
import { systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { beginRelease } from './begin-release.ts';
import { createHandler } from './handler.ts';
import { rescorePage } from './rescore-page.ts';

const Count = z.pipe(z.string().check(z.regex(/^[1-9]\d{0,5}$/)), z.transform(Number));
const { TABLE_NAME, SEGMENTS, PAGE_ITEMS } = environment(
  z.object({ TABLE_NAME: z.string(), SEGMENTS: Count, PAGE_ITEMS: Count }),
);
const table = tableNamed(TABLE_NAME);
const releases = dynamoReleases(table);

export const handler = createHandler({
  beginRelease: beginRelease({ releases, clock: systemClock, segments: SEGMENTS }),
  rescorePage: rescorePage({
    releases,
    leadSegments: dynamoLeadSegments(table, PAGE_ITEMS),
    clock: systemClock,
  }),
  log: jsonLog('rescore'),
});
