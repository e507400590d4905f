import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toItem } from '#adapters/dynamodb/items.ts';
import { unpackOutbox } from '#adapters/dynamodb/outbox.ts';
import { dynamoRotations } from '#adapters/dynamodb/rotations.ts';
import { eventsOf } from '#adapters/dynamodb/stream-image.ts';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { DAY, SECOND } from '#domain/instant.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { enrich } from '#domain/lead/enrich.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail } from '#domain/lead/mails.ts';
import { forbiddenKeys } from '#lambda/http/strict-json.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import { RequestMismatchError } from '#ports/request-mismatch-error.ts';
import {
  aCapture,
  aLead,
  anAcceptedLead,
  anOfferedLead,
  aSubmission,
  aViewer,
  NOW,
  nowPlus,
  REQUEST_ID,
  sales,
} from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const confirmed = (lead: Lead) => confirm(lead, { requestId: REQUEST_ID, viewer: aViewer }, NOW, sha256);

describe('a lead', () => {
  it('is read back as it was saved, whatever anybody typed', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => text.isWellFormed()),
      fc.constantFrom('', ' ', '\u0000', '{"S":"x"}', '__proto__', "'; DROP TABLE leads; --", '{{env}}', '💧', 'ﷺ'),
    );
    const field = fc.record({
      value: fc.oneof(hostile, fc.integer(), fc.boolean()),
      source: hostile,
      at: fc.constant(NOW),
    });
    const base = fc.constantFrom(aLead(), confirmed(aLead()).lead, anOfferedLead(), anAcceptedLead());
    const names = fc.oneof(fc.constantFrom('email', 'toString', 'a b', 'Ä'), fc.stringMatching(/^\w{1,20}$/));
    await fc.assert(
      fc.asyncProperty(
        base,
        fc.dictionary(
          names.filter((name) => !forbiddenKeys.has(name)),
          field,
          { noNullPrototype: true, maxKeys: 8 },
        ),
        hostile,
        async (lead, profile, text) => {
          const saved = await world.stored({
            ...lead,
            profile,
            owner: text,
            stages: { ...lead.stages, [lead.stage]: { since: NOW, by: text, reason: text } },
          });
          expect(await world.leads.get(saved.id)).toEqual(saved);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('that nobody made is not there', async () => {
    expect(await world.leads.get(newUlid())).toBeUndefined();
  });

  it('is saved only on the version it was decided on: of two decisions at once one wins, the other is told', async () => {
    const { lead } = await world.captured();
    const change = confirmed(lead);
    const rival = claimMail(lead, 'opt-in', NOW);
    const outcomes = await Promise.allSettled([world.leads.save(change), world.leads.save(rival)]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = outcomes[0]?.status === 'fulfilled' ? change.lead : rival.lead;
    expect(await world.leads.get(lead.id)).toEqual(winner);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'ConflictError' } });
  });

  it.each([
    ['a put of the head alone', (lead: Lead) => claimMail(lead, 'opt-in', NOW)],
    ['a transaction with consents', confirmed],
    [
      'a transaction with the profile',
      (lead: Lead) => enrich(lead, { emailKind: { value: 'free', source: 'enrichment:address', at: NOW } }, NOW),
    ],
  ])('keeps its newer state against %s decided on an older one', async (_what, decide) => {
    const { lead } = await world.captured();
    const newer = claimMail(lead, 'opt-in', nowPlus(SECOND)).lead;
    await world.leads.save({ before: lead, lead: newer, events: [], entries: [] });

    await expect(world.leads.save(decide(lead))).rejects.toThrow(ConflictError);
    expect(await world.leads.get(lead.id)).toEqual(newer);
    expect(await world.itemsOfAddress(lead.addressHash)).toHaveLength(3);
  });

  it('that was never made cannot be saved over', async () => {
    await expect(world.leads.save(confirmed(aCapture(aSubmission(), newUlid()).lead))).rejects.toThrow(ConflictError);
  });

  it('announces with each state just the events of its last change', async () => {
    const { lead, events } = await world.captured();
    const outbox = async () => {
      const head = (await world.itemsOf(lead.id)).find(({ sk }) => sk === 'LEAD');
      return head?.outbox === undefined ? [] : unpackOutbox(String(head.outbox), lead.id, Number(head.version));
    };

    expect(await outbox()).toEqual(events);
    const claimed = claimMail(lead, 'opt-in', NOW);
    await world.leads.save(claimed);
    expect(await outbox()).toEqual([]);
    await world.leads.save(confirmed(claimed.lead));
    expect(await outbox()).toMatchObject([{ id: `${lead.id}.3.0`, type: 'lead.confirmed' }]);
  });

  it('writes the profile only when it changed', async () => {
    const { lead } = await world.captured();
    const marked = toItem({ pk: `LEAD#${lead.id}`, sk: 'PROFILE', profile: lead.profile, mark: true });
    const profileIsMarked = async () => (await world.itemsOf(lead.id)).some(({ mark }) => mark === true);
    await world.table.client.send(new PutItemCommand({ TableName: world.table.name, Item: marked }));

    const change = confirmed(lead);
    await world.leads.save(change);
    expect(await profileIsMarked()).toBe(true);
    const found = { emailKind: { value: 'business', source: 'enrichment:address', at: NOW } };
    await world.leads.save(enrich(change.lead, found, NOW));
    expect(await profileIsMarked()).toBe(false);
    expect((await world.lead(lead.id)).profile).toEqual({ ...lead.profile, ...found });
  });
});

describe('an address', () => {
  it('gets one lead from many submissions at the same instant; all others learn whose it is', async () => {
    const hash = newUlid();
    // Without consents: the ledger, written once, must not be what keeps the second lead out.
    const submission = aSubmission({ consents: [] });
    const attempts = Array.from({ length: 30 }, () => world.leads.create(aCapture(submission, newUlid(), hash)));
    const outcomes = await Promise.allSettled(attempts);
    const claims = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const [address] = await world.itemsOfAddress(hash);

    expect(claims.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
    for (const claim of claims) if (claim.outcome === 'known') expect(claim.leadId).toBe(address?.leadId);
    for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(ConflictError);
    const { Count: heads } = await world.table.client.send(
      new ScanCommand({
        TableName: world.table.name,
        Select: 'COUNT',
        ConsistentRead: true,
        FilterExpression: 'addressHash = :hash',
        ExpressionAttributeValues: { ':hash': { S: hash } },
      }),
    );
    expect(heads).toBe(1);
  });

  it('has a ledger whose entries read in order', async () => {
    const { lead } = await world.captured();
    await world.leads.save(confirmed(lead));

    expect((await world.itemsOfAddress(lead.addressHash)).map(({ sk }) => sk)).toEqual([
      'ADDRESS',
      ...['1', '2', '3', '4'].map((n) => `CONSENT#00000${n}`),
    ]);
  });

  it('holds no plain address, only its hash', async () => {
    const { lead } = await world.captured();

    expect(JSON.stringify(await world.itemsOfAddress(lead.addressHash))).not.toContain('ada@');
  });

  it('gets every entry of its ledger once: what is written is never written over', async () => {
    const { lead, entries } = await world.captured();
    const [first] = entries;
    const forged = { ...confirmed(lead), entries: first ? [{ ...first, purpose: 'forged' }] : [] };

    await expect(world.leads.save(forged)).rejects.toThrow(ConflictError);
    expect(JSON.stringify(await world.itemsOfAddress(lead.addressHash))).not.toContain('forged');
    expect(await world.leads.get(lead.id)).toEqual(lead);
  });
});

describe('a request with an idempotency key', () => {
  const create = (request: { key: string; body: string }) =>
    world.leads.create(aCapture(aSubmission(), newUlid(), newUlid()), { request });

  it('is carried out once, also when it comes ten times at once', async () => {
    const request = { key: newUlid(), body: 'a' };
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create(request)));
    const done = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.outcome] : []));

    expect(done.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(done.filter((outcome) => outcome === 'known')).toEqual([]);
    expect(await create(request)).toEqual({ outcome: 'replayed' });
  });

  it('is refused with another body, and changes nothing', async () => {
    const key = newUlid();
    await create({ key, body: 'a' });
    const { lead } = await world.captured();

    await expect(create({ key, body: 'b' })).rejects.toThrow(RequestMismatchError);
    await expect(world.leads.save(confirmed(lead), { request: { key, body: 'b' } })).rejects.toThrow(
      RequestMismatchError,
    );
    expect(await world.leads.get(lead.id)).toEqual(lead);
  });

  it('is a replay for a known lead as well', async () => {
    const { lead } = await world.captured();
    const request = { key: newUlid(), body: 'a' };

    expect(await world.leads.save(confirmed(lead), { request })).toBe('saved');
    const again = claimMail(confirmed(lead).lead, 'opt-in', NOW);
    expect(await world.leads.save({ ...again, lead: { ...again.lead, version: 3 } }, { request })).toBe('replayed');
    expect((await world.lead(lead.id)).version).toBe(2);
  });

  it('may come anew after 24 hours, although the table has not deleted it yet', async () => {
    const request = { key: newUlid(), body: 'a' };
    await create(request);
    world.wait(DAY - SECOND);
    expect(await create(request)).toEqual({ outcome: 'replayed' });
    world.wait(SECOND);
    expect(await create({ ...request, body: 'b' })).toEqual({ outcome: 'created' });
    world.setClock(NOW);
  });
});

describe("a team's turn", () => {
  it('is taken by one of two leads at once, together with its lead or not at all', async () => {
    const rotations = dynamoRotations(world.table);
    const team = newUlid();
    const start = await rotations.get(team);
    const [one, two] = [await world.captured(), await world.captured()];
    const take = ({ lead }: typeof one, last: string) =>
      world.leads.save(claimMail(lead, 'opt-in', NOW), { rotation: { ...start, last } });
    const outcomes = await Promise.allSettled([take(one, 'anna'), take(two, 'mehmet')]);
    const loser = outcomes[0]?.status === 'rejected' ? one : two;

    expect(start).toEqual({ team, version: 0 });
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await rotations.get(team)).toEqual({ team, version: 1, last: loser === one ? 'mehmet' : 'anna' });
    expect((await world.lead(loser.lead.id)).version).toBe(1);
    await expect(take(loser, 'late')).rejects.toThrow(ConflictError);
    await expect(
      world.leads.save(claimMail(loser.lead, 'opt-in', NOW), {
        rotation: { ...(await rotations.get(team)), last: 'next' },
      }),
    ).resolves.toBe('saved');
  });
});

it('announces from the stream what the change said', async () => {
  const { lead } = await world.captured();
  const change = { ...confirmed(lead), lead: { ...confirmed(lead).lead, stages: { raw: { since: NOW, ...sales } } } };
  await world.leads.save(change);
  const { Items: items = [] } = await world.table.client.send(
    new ScanCommand({ TableName: world.table.name, ConsistentRead: true }),
  );
  const announced = items.filter((item) => item.pk?.S === `LEAD#${lead.id}`).flatMap((item) => eventsOf(item));

  expect(announced).toEqual(change.events);
});
