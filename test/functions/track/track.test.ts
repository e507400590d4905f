import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { dynamoKnownAddresses } from '#adapters/dynamodb/known-addresses.ts';
import { dynamoServerKeys, keepServerKey, revokeServerKey } from '#adapters/dynamodb/server-keys.ts';
import { makeServerKey, serverKeys } from '#adapters/keyring/server-keys.ts';
import { newUlid } from '#adapters/system/world.ts';
import { MOST_ACTIVITIES } from '#contracts/activity.ts';
import { DAY, HOUR, MINUTE } from '#domain/instant.ts';
import { BODY_LIMIT, createHandler } from '#functions/track/handler.ts';
import { recordActivities } from '#functions/track/record-activities.ts';
import type { Answer } from '#lambda/http/answer.ts';
import { NOW, nowPlus } from '#test/support/a-lead.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let isMachine = false;
let key: string;
beforeAll(async () => {
  world = await startWorld();
  key = await issued('webinar-tool');
});
afterAll(() => world.stop());

const log = aLog();
let calls: string[] = [];
beforeEach(() => {
  calls = [];
});

/** The table, telling which calls were made to it. */
function watchedTable() {
  const { client, name } = world.table;
  const send = (command: object) => {
    calls.push(command.constructor.name.replace('Command', ''));
    return client.send(command as Parameters<DynamoDBClient['send']>[0]);
  };

  return { name, client: Object.assign(Object.create(client), { send }) as DynamoDBClient };
}

function aHandler() {
  const table = watchedTable();
  const addresses = dynamoKnownAddresses(table, world.hashes);

  return createHandler({
    recordActivities: recordActivities({
      ...world,
      activities: dynamoActivities(table),
      addresses,
      keptFor: world.privacy.retention.activities,
    }),
    serverKeys: serverKeys(dynamoServerKeys(table)),
    agents: { isMachine: () => isMachine },
    log,
  });
}

const send = async (body: string, headers: Record<string, string>, handler = aHandler()): Promise<Answer> =>
  handler(
    anHttpEvent({
      route: 'POST /activities',
      headers: { 'content-type': 'application/json', 'accept-language': 'de', ...headers },
      body,
    }),
    aContextOf(),
  );
const post = (value: unknown, headers: Record<string, string> = {}) => send(JSON.stringify(value), headers);
const postWithKey = (value: unknown, bearer = key) => post(value, { authorization: `Bearer ${bearer}` });
const problemsOf = ({ body }: Answer): { field: string; message: string }[] => JSON.parse(body).errors ?? [];
const fieldsOf = (answer: Answer) => problemsOf(answer).map(({ field }) => field);

const stored = (id: string) => dynamoActivities(world.table).of(id);

async function aVisitor() {
  const id = newUlid();
  return { id, lead: await world.links.token('track', id, 'site') };
}

async function issued(name: string): Promise<string> {
  const made = makeServerKey(name, NOW);
  await keepServerKey(world.table, made.stored);
  return made.key;
}

/** A lead whose address the table knows. */
async function aKnownLead() {
  const email = `${newUlid().toLowerCase()}@example.com`;
  const { lead } = await world.captured();
  const addressHash = await world.hashes.address(email);
  const id = newUlid();
  await world.leads.create({ before: undefined, lead: { ...lead, id, addressHash }, events: [], entries: [] });
  return { id, email };
}

describe('a site', () => {
  it('reports one activity, or a batch of several leads, each under its own', async () => {
    const [one, two] = [await aVisitor(), await aVisitor()];
    const page = 'https://www.example.com/paper?utm=ada@example.com#me';
    const visit = { lead: one.lead, id: 'visit-01', kind: 'page-visited', page, topic: 'membranes' };

    expect(await post(visit)).toMatchObject({ statusCode: 202, body: '{"status":"recorded","count":1}' });
    const batch = [
      { ...visit, id: 'visit-02' },
      { ...visit, lead: two.lead, id: 'visit-03' },
    ];
    expect(await post({ activities: batch })).toMatchObject({ statusCode: 202 });
    // Of the page only the path: queries and fragments carry what others put there.
    expect((await stored(one.id)).find(({ id }) => id === 'visit-01')).toEqual({
      id: 'visit-01',
      kind: 'page-visited',
      at: NOW,
      topic: 'membranes',
      page: '/paper',
    });
    expect([await stored(one.id), await stored(two.id)].map(({ length }) => length)).toEqual([2, 1]);
  });

  it('makes one call for an activity, and one for every 25 of a batch, whosever they are', async () => {
    const visitors = await Promise.all(Array.from({ length: 4 }, aVisitor));
    const activities = Array.from({ length: MOST_ACTIVITIES }, (_, n) => ({
      lead: visitors[n % visitors.length]?.lead,
      id: `visit-${1000 + n}`,
      kind: 'page-visited',
    }));
    await post(activities[0]);
    expect(calls).toEqual(['BatchWriteItem']);
    calls = [];
    expect(await post({ activities })).toMatchObject({ statusCode: 202 });

    expect(calls).toEqual(Array.from({ length: 4 }, () => 'BatchWriteItem'));
    expect(await stored(visitors[1]?.id ?? '')).toHaveLength(25);
  });

  it('is told every problem of a batch by its path, and nothing of it is kept', async () => {
    const { id, lead } = await aVisitor();
    const good = { lead, id: 'visit-01', kind: 'page-visited' };
    const wrong = [good, { ...good, kind: 'mind-read' }, { ...good, id: 'x', points: 9 }, { ...good, page: 'about:x' }];
    const answer = await post({ activities: wrong });

    expect(answer.statusCode).toBe(400);
    expect(fieldsOf(answer).sort()).toEqual([
      'activities.1.kind',
      'activities.2.id',
      'activities.2.points',
      'activities.3.page',
    ]);
    expect(await stored(id)).toEqual([]);
  });

  it('is told which tokens are not ours, and nothing of the batch is kept', async () => {
    const { id, lead } = await aVisitor();
    const forged = `${lead.slice(0, -1)}${lead.endsWith('A') ? 'B' : 'A'}`;
    const report = { id: 'visit-01', kind: 'page-visited' };
    const answer = await post({
      activities: [
        { ...report, lead },
        { ...report, lead: forged },
      ],
    });

    expect(answer.statusCode).toBe(404);
    expect(fieldsOf(answer)).toEqual(['activities.1.lead']);
    expect(await stored(id)).toEqual([]);
    expect(log.lines.join()).not.toContain(lead);
  });

  it.each([
    ['an unknown kind', { kind: 'mind-read' }, 'kind'],
    ['a short id', { id: 'x' }, 'id'],
    ['a page that is a script', { page: 'javascript:alert(1)' }, 'page'],
    ['a topic with white space', { topic: 'a b' }, 'topic'],
    ['a local time', { at: '2026-11-01T10:00:00+01:00' }, 'at'],
    ['a field too many', { points: 1000 }, 'points'],
  ])('is refused %s by name', async (_what, wrong, field) => {
    const { id, lead } = await aVisitor();
    const answer = await post({ lead, id: 'visit-01', kind: 'page-visited', ...wrong });

    expect(answer.statusCode).toBe(400);
    expect(fieldsOf(answer)).toEqual([field]);
    expect(await stored(id)).toEqual([]);
  });

  it('may send a hundred of the greatest length, not one more, and not a byte more', async () => {
    const { lead } = await aVisitor();
    const page = `https://www.example.com/${'p'.repeat(976)}`;
    const longest = (n: number) => ({
      lead: lead.padEnd(200, 'x'),
      id: `visit-${n}`.padEnd(64, '0'),
      kind: 'webinar-registered',
      at: NOW,
      topic: 't'.repeat(40),
      page,
    });
    const batch = (size: number) => JSON.stringify({ activities: Array.from({ length: size }, (_, n) => longest(n)) });

    // The padded token is not ours: read, and refused only for that.
    expect(await send(batch(MOST_ACTIVITIES), {})).toMatchObject({ statusCode: 404 });
    expect(fieldsOf(await send(batch(MOST_ACTIVITIES + 1), {}))).toEqual(['activities']);
    expect(await send(batch(1).padEnd(BODY_LIMIT), {})).toMatchObject({ statusCode: 404 });
    expect(await send(batch(1).padEnd(BODY_LIMIT + 1), {})).toMatchObject({ statusCode: 413 });
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain'])('must not send %s', async (contentType) => {
    expect(await post({}, { 'content-type': contentType })).toMatchObject({ statusCode: 415 });
  });
});

describe('an activity that comes again', () => {
  it('is kept once, also with another time', async () => {
    const { id, lead } = await aVisitor();
    const report = { lead, id: 'visit-01', kind: 'page-visited', at: NOW };
    await post(report);
    await post({ activities: [report, report] });
    await post({ ...report, at: nowPlus(-DAY) });

    expect(await stored(id)).toEqual([{ id: 'visit-01', kind: 'page-visited', at: nowPlus(-DAY) }]);
  });

  it('is read in the order in which things happened, whatever the order they came in', async () => {
    const { id, lead } = await aVisitor();
    const report = { lead, kind: 'page-visited' };
    await post({ ...report, id: 'later-001', at: nowPlus(-HOUR) });
    await post({ ...report, id: 'zearlier-1', at: nowPlus(-DAY) });

    expect((await stored(id)).map((activity) => activity.id)).toEqual(['zearlier-1', 'later-001']);
  });
});

describe('a clock', () => {
  const timesOf = async (at: string, sentAt?: string) => {
    const { id, lead } = await aVisitor();
    const answer = await post({
      activities: [{ lead, id: 'visit-01', kind: 'webinar-attended', at }],
      ...(sentAt === undefined ? {} : { sentAt }),
    });
    return { answer, at: (await stored(id)).map((activity) => activity.at) };
  };

  it('is believed about the past, and not about the future', async () => {
    expect((await timesOf('2026-11-01T10:00:00Z')).at).toEqual(['2026-11-01T10:00:00.000Z']);
    expect((await timesOf(nowPlus(1))).at).toEqual([NOW]);
    expect((await timesOf(nowPlus(400 * DAY))).at).toEqual([NOW]);
  });

  it('that is off by up to five minutes is believed, by more put right', async () => {
    expect((await timesOf(nowPlus(-HOUR), nowPlus(-5 * MINUTE))).at).toEqual([nowPlus(-HOUR)]);
    expect((await timesOf(nowPlus(-HOUR), nowPlus(5 * MINUTE))).at).toEqual([nowPlus(-HOUR)]);
    expect((await timesOf(nowPlus(-3 * DAY - HOUR), nowPlus(-3 * DAY))).at).toEqual([nowPlus(-HOUR)]);
    expect((await timesOf(nowPlus(DAY - HOUR), nowPlus(DAY))).at).toEqual([nowPlus(-HOUR)]);
  });

  it('that tells of what is more than two years ago is refused by name', async () => {
    const twoYears = 2 * 365 * DAY;
    expect((await timesOf(nowPlus(-twoYears - 4 * MINUTE))).at).toHaveLength(1);
    const { answer, at } = await timesOf(nowPlus(-twoYears - 6 * MINUTE));

    expect(answer.statusCode).toBe(400);
    expect(problemsOf(answer)).toEqual([{ field: 'activities.0.at', message: 'must not be more than two years ago' }]);
    expect(at).toEqual([]);
  });
});

describe('another system', () => {
  const attended = { id: 'registration-17', kind: 'webinar-attended', at: NOW };

  it('names a lead by its address, in any spelling, and its activities after itself', async () => {
    const { id, email } = await aKnownLead();

    expect(await postWithKey({ ...attended, email: ` ${email.toUpperCase()} ` })).toMatchObject({
      statusCode: 202,
      body: '{"status":"recorded","count":1}',
    });
    expect(await stored(id)).toEqual([{ ...attended, id: 'webinar-tool.registration-17', signs: ['reported'] }]);
  });

  it('is told the same of an address that is nobody’s, of which nothing is kept', async () => {
    const { id, email } = await aKnownLead();
    const known = await postWithKey({ ...attended, email });
    const unknown = await postWithKey({ ...attended, email: 'nobody@example.com' });
    const both = { activities: [email, 'nobody@example.com'].map((email) => ({ ...attended, email })) };

    expect(unknown).toEqual(known);
    expect(await postWithKey(both)).toMatchObject({ statusCode: 202, body: '{"status":"recorded","count":2}' });
    expect(await stored(id)).toHaveLength(1);
    const nobody = await world.hashes.address('nobody@example.com');
    expect(await world.itemsOfAddress(nobody)).toEqual([]);
  });

  it('cannot replace what another one reported under the same id', async () => {
    const { id, email } = await aKnownLead();
    await postWithKey({ ...attended, email });
    await postWithKey({ ...attended, email, kind: 'event-attended' }, await issued('fair-app'));

    expect((await stored(id)).map(({ kind }) => kind).sort()).toEqual(['event-attended', 'webinar-attended']);
  });

  it('costs one call to find leads and one for every 25, once its key is known', async () => {
    const { email } = await aKnownLead();
    const handler = aHandler();
    const batch = JSON.stringify({
      activities: Array.from({ length: 30 }, (_, n) => ({ ...attended, id: `attended-${n}`, email })),
    });
    const authorization = { authorization: `Bearer ${key}` };
    await send(batch, authorization, handler);
    calls = [];
    await send(batch, authorization, handler);

    expect(calls).toEqual(['BatchGetItem', 'BatchWriteItem', 'BatchWriteItem']);
  });

  it('is told what is no address, by its path', async () => {
    const answer = await postWithKey({ activities: [{ ...attended, email: 'nobody' }] });

    expect(answer.statusCode).toBe(400);
    expect(problemsOf(answer)).toEqual([{ field: 'activities.0.email', message: 'must be an e-mail address' }]);
  });

  it.each([
    ['without a key', undefined],
    ['with a key that was never issued', `gp_00000000_${'A'.repeat(43)}`],
    ['with something else', 'letmein'],
  ])('is not heard %s', async (_how, bearer) => {
    const { id, email } = await aKnownLead();
    const report = { ...attended, email };
    for (const body of [report, { activities: [report] }]) {
      const answer = await (bearer === undefined ? post(body) : postWithKey(body, bearer));
      expect(answer).toMatchObject({
        statusCode: 401,
        headers: { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer realm="goldpan"' },
      });
    }

    expect(await stored(id)).toEqual([]);
  });

  it('is not heard with a key whose secret was changed, or that was revoked', async () => {
    const { id, email } = await aKnownLead();
    const changed = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    const { key: revoked, stored: kept } = makeServerKey('old-tool', NOW);
    await keepServerKey(world.table, kept);
    await revokeServerKey(world.table, kept, NOW);

    expect(await postWithKey({ ...attended, email }, changed)).toMatchObject({ statusCode: 401 });
    expect(await postWithKey({ ...attended, email }, revoked)).toMatchObject({ statusCode: 401 });
    expect(await stored(id)).toEqual([]);
    expect(log.lines.join()).not.toContain(email);
  });

  it('cannot name a lead by a token, nor a site one by its address', async () => {
    const { lead } = await aVisitor();

    expect(fieldsOf(await postWithKey({ ...attended, lead })).sort()).toEqual(['email', 'lead']);
  });
});

describe('what speaks for a person or a machine', () => {
  const signsOf = async (report: object, headers: Record<string, string> = {}) => {
    const { id, lead } = await aVisitor();
    expect(await post({ lead, id: 'visit-01', kind: 'page-visited', ...report }, headers)).toMatchObject({
      statusCode: 202,
    });
    const [activity] = await stored(id);
    return activity?.signs;
  };

  it('is kept with an activity: what the page’s script saw', async () => {
    expect(await signsOf({})).toBeUndefined();
    expect(await signsOf({ signs: ['attended', 'attended'] })).toEqual(['attended']);
    expect(await signsOf({ signs: ['automated', 'unattended'] })).toEqual(['automated', 'unattended']);
  });

  it('and what the request tells: a machine’s user agent, no languages; the user agent itself is not kept', async () => {
    isMachine = true;
    expect(await signsOf({ signs: ['attended'] }, { 'accept-language': '' })).toEqual(['attended', 'agent', 'headers']);
    isMachine = false;
  });

  it('is the system’s own word when another system tells of it', async () => {
    const { id, email } = await aKnownLead();
    await postWithKey({ email, id: 'registration-17', kind: 'webinar-attended' });

    expect((await stored(id)).map(({ signs }) => signs)).toEqual([['reported']]);
  });

  it('cannot be claimed: neither a system’s word, nor any other sign', async () => {
    const { lead } = await aVisitor();
    const report = { lead, id: 'visit-01', kind: 'page-visited' };

    expect((await post({ ...report, signs: ['reported'] })).statusCode).toBe(400);
    expect((await post({ ...report, signs: ['person'] })).statusCode).toBe(400);
  });
});
