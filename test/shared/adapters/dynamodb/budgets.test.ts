import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dynamoBudgets } from '#adapters/dynamodb/budgets.ts';
import { fromItem, toItem } from '#adapters/dynamodb/items.ts';
import { budgetKey } from '#adapters/dynamodb/opt-in-load.ts';
import { addressKey } from '#adapters/dynamodb/table.ts';
import { spend } from '#domain/consent/budget.ts';
import { DAY, HOUR } from '#domain/instant.ts';
import { claimMail } from '#domain/lead/mails.ts';
import type { HourlyBudget } from '#ports/budgets.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let scopes = 0;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const stored = async (key: object) => {
  const { Item: item } = await world.table.client.send(
    new GetItemCommand({ TableName: world.table.name, Key: toItem(key), ConsistentRead: true }),
  );
  return item === undefined ? undefined : (fromItem(item) as Record<string, unknown>);
};
const aBudget = (limit: number, by: HourlyBudget['by'] = 'network') => ({ by, scope: `test#${++scopes}`, limit });
const used = async ({ scope }: HourlyBudget) => (await stored(budgetKey(scope, world.clock())))?.mails;

describe('the budgets of an hour', () => {
  it('let so many mails pass and no more, however many ask at once, in however many environments', async () => {
    const budget = aBudget(7);
    const environments = [dynamoBudgets(world.table), dynamoBudgets(world.table), dynamoBudgets(world.table)];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => environments[n % 3]?.take([budget], world.clock())),
    );

    expect(answers.filter((answer) => answer && 'giveBack' in answer)).toHaveLength(7);
    expect(await used(budget)).toBe(7);
  });

  it('are full for the hour, not for the next', async () => {
    const budgets = dynamoBudgets(world.table);
    const budget = aBudget(1);
    await budgets.take([budget], world.clock());

    expect(await budgets.take([budget], world.clock())).toEqual({ over: 'network' });
    world.wait(HOUR);
    expect(await budgets.take([budget], world.clock())).toHaveProperty('giveBack');
  });

  it('take from all or from none: what was taken before the one that is used up is given back', async () => {
    const budgets = dynamoBudgets(world.table);
    const [network, domain] = [aBudget(10), aBudget(1, 'domain')];
    await budgets.take([domain], world.clock());

    expect(await budgets.take([network, domain], world.clock())).toEqual({ over: 'domain' });
    expect([await used(network), await used(domain)]).toEqual([0, 1]);
  });

  it('take a mail back once, however often that is asked', async () => {
    const budget = aBudget(2);
    const taken = await dynamoBudgets(world.table).take([budget], world.clock());
    if ('over' in taken) throw new Error('over');
    await taken.giveBack();
    await taken.giveBack();

    expect(await used(budget)).toBe(0);
  });

  it('cost no call more in an hour in which they were seen to be used up', async () => {
    const budgets = dynamoBudgets(world.table);
    const budget = aBudget(1);
    await budgets.take([budget], world.clock());
    await budgets.take([budget], world.clock());
    const send = vi.spyOn(world.table.client, 'send');
    for (let n = 0; n < 100; n++) await budgets.take([budget], world.clock());

    expect(send).not.toHaveBeenCalled();
    send.mockRestore();
  });

  it('go by themselves when their hour is over', async () => {
    const budget = aBudget(1);
    await dynamoBudgets(world.table).take([budget], world.clock());
    const { expiresAt } = (await stored(budgetKey(budget.scope, world.clock()))) ?? {};

    expect(Number(expiresAt) * 1_000 - Date.parse(world.clock())).toBe(2 * HOUR);
  });
});

describe('the budget of a mailbox', () => {
  it('is spent in the write that claims a mail, by one of all that decided on the same reading', async () => {
    const budgets = dynamoBudgets(world.table);
    const now = world.clock();
    const leads = await Promise.all(Array.from({ length: 8 }, async () => (await world.captured()).lead));
    const read = await budgets.mailbox('of-ada');
    const saves = await Promise.allSettled(
      leads.map((lead) =>
        world.leads.save(claimMail(lead, 'opt-in', now), { mailbox: { ...read, mails: spend(read.mails, now) } }),
      ),
    );
    const claimed = await Promise.all(leads.map(async ({ id }) => (await world.lead(id)).mailing !== undefined));

    expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const save of saves) if (save.status === 'rejected') expect(save.reason).toBeInstanceOf(ConflictError);
    expect(claimed.filter(Boolean)).toHaveLength(1);
    expect(await budgets.mailbox('of-ada')).toEqual({ hash: 'of-ada', mails: [now], version: 1 });
  });

  it('is kept for thirty days after the last mail', async () => {
    const { expiresAt } = (await stored({ pk: addressKey('of-ada'), sk: 'MAILBOX' })) ?? {};

    expect(Number(expiresAt) * 1_000 - Date.parse(world.clock())).toBe(30 * DAY);
  });
});
