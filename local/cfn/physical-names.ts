import type { SynthesizedStack } from './assembly.ts';

/** A resource's place in the assembly. */
export const resourceKey = (stack: string, logicalId: string) => `${stack}/${logicalId}`;

/** The eight hexadecimal digits that CDK puts behind a construct's path. */
const CDK_HASH = /[0-9A-F]{8}$/;

/**
 * A readable name for each resource without an explicit one: its logical id without CDK's hash, or with it where two of the
 * same type would be called alike.
 */
export function readableNames(stacks: readonly SynthesizedStack[]): ReadonlyMap<string, string> {
  const all = stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources).map(([logicalId, { Type }]) => ({
      key: resourceKey(name, logicalId),
      logicalId,
      type: Type,
      short: logicalId.replace(CDK_HASH, '') || logicalId,
    })),
  );
  const bearers = Map.groupBy(all, ({ type, short }) => `${type} ${short}`);

  return new Map(
    all.map(({ key, logicalId, type, short }) => [
      key,
      bearers.get(`${type} ${short}`)?.length === 1 ? short : logicalId,
    ]),
  );
}
