import { type CallContext, evaluateCondition } from './iam-condition.ts';
import type { Statement } from './iam-policy.ts';
import { fitsWildcard } from './wildcard.ts';

/** One thing a call needs to be allowed. */
export type Authorization = { readonly action: string; readonly resource: string; readonly context: CallContext };

/** What allowed a call: the statement's own action and resource patterns, and per condition the values that were met. */
export type Grant = {
  readonly action: string;
  readonly resource: string;
  readonly conditions: readonly { readonly operator: string; readonly key: string; readonly value: string }[];
};

export type Decision =
  | { readonly allowed: true; readonly by: readonly Grant[] }
  | { readonly allowed: false; readonly explicitly: boolean };

/** Decides as IAM does with identity policies alone: a matching Deny wins, else a matching Allow is needed. */
export function decide(statements: readonly Statement[], wanted: Authorization): Decision {
  const matching = statements.flatMap((statement) => {
    const grant = grantOf(statement, wanted);

    return grant === undefined ? [] : [{ effect: statement.effect, grant }];
  });
  if (matching.some(({ effect }) => effect === 'Deny')) return { allowed: false, explicitly: true };

  return matching.length === 0
    ? { allowed: false, explicitly: false }
    : { allowed: true, by: matching.map(({ grant }) => grant) };
}

function grantOf(statement: Statement, { action, resource, context }: Authorization): Grant | undefined {
  const byAction = patternFor(statement.actions, statement.notActions, (pattern) =>
    fitsWildcard(pattern.toLowerCase(), action.toLowerCase()),
  );
  const byResource = patternFor(statement.resources, statement.notResources, (pattern) =>
    fitsWildcard(pattern, resource),
  );
  if (byAction === undefined || byResource === undefined) return undefined;
  const conditions = statement.conditions.map((condition) => ({
    condition,
    result: evaluateCondition(condition, context),
  }));
  if (!conditions.every(({ result }) => result.holds)) return undefined;

  return {
    action: byAction,
    resource: byResource,
    conditions: conditions.flatMap(({ condition: { operator, key }, result }) =>
      result.by.map((value) => ({ operator, key, value })),
    ),
  };
}

/** The pattern that covers the call, `not …` where a Not element does, or undefined when none does. */
function patternFor(
  patterns: readonly string[] | undefined,
  notPatterns: readonly string[] | undefined,
  fits: (pattern: string) => boolean,
): string | undefined {
  if (notPatterns !== undefined) return notPatterns.some(fits) ? undefined : `not ${notPatterns.join(', ')}`;

  return patterns?.find(fits);
}
