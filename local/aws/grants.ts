import type { Model } from '../cfn/model.ts';
import { callersOf } from './callers.ts';
import { grantLines } from './grant-usage.ts';

/** Everything the synthesized policies allow, in the form in which used grants are recorded: one line per role, action, resource and condition value. */
export function grantsOf(model: Model): string[] {
  const lines = callersOf(model).functions.flatMap(({ role, statements = [] }) =>
    statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions, notActions, resources, notResources, conditions }) => {
        const values = conditions.flatMap(({ operator, key, values }) =>
          values.map((value) => ({ operator, key, value })),
        );

        return patterns(actions, notActions).flatMap((action) =>
          patterns(resources, notResources).flatMap((resource) =>
            grantLines(role, { action, resource, conditions: values }),
          ),
        );
      }),
  );

  return [...new Set(lines)];
}

const patterns = (plain: readonly string[] | undefined, not: readonly string[] | undefined): readonly string[] =>
  not === undefined ? (plain ?? []) : [`not ${not.join(', ')}`];
