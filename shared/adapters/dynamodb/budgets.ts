import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { after, HOUR, type Instant } from '#domain/instant.ts';
import type { Budgets, HourlyBudget } from '#ports/budgets.ts';
import { toItem } from './items.ts';
import { readMailbox } from './mailboxes.ts';
import { budgetKey } from './opt-in-load.ts';
import type { Table } from './table.ts';

/** The budgets of opt-in mails (docs/adr/0041). Of the hour's counters one remembers which are used up: under attack a full one costs no call. */
export function dynamoBudgets(table: Table): Budgets {
  const full = { hour: '', scopes: new Set<string>() };

  return {
    mailbox: (hash) => readMailbox(table, hash),

    take: async (budgets, now) => {
      const hour = budgetKey('', now).sk;
      if (full.hour !== hour) Object.assign(full, { hour, scopes: new Set() });
      const taken: HourlyBudget[] = [];
      const giveBack = async () => {
        for (const { scope } of taken.splice(0)) await add(table, scope, now, -1);
      };
      for (const budget of budgets) {
        if (!full.scopes.has(budget.scope) && (await add(table, budget.scope, now, 1, budget.limit))) {
          taken.push(budget);
          continue;
        }
        full.scopes.add(budget.scope);
        await giveBack();
        return { over: budget.by };
      }

      return { giveBack };
    },
  };
}

/** Counts mails of the hour; false when that would be more than the limit. A call that the SDK repeats may count twice: on the safe side. */
async function add(table: Table, scope: string, now: Instant, mails: 1 | -1, limit?: number): Promise<boolean> {
  const expiresAt = Math.ceil(Date.parse(after(now, 2 * HOUR)) / 1_000);
  const condition = limit === undefined ? 'attribute_exists(pk)' : 'attribute_not_exists(mails) OR mails < :limit';
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: toItem(budgetKey(scope, now)),
        UpdateExpression: 'ADD mails :mails SET expiresAt = :expiresAt',
        ConditionExpression: condition,
        ExpressionAttributeValues: toItem({ ':mails': mails, ':limit': limit, ':expiresAt': expiresAt }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
