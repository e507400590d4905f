import { join } from 'node:path';
import type { Construct } from 'constructs';
import { type FunctionName, functionNames, functionShapes } from '../functions.ts';
import { suppressionGrants } from '../grants.ts';
import type { Stage } from '../stages.ts';
import type { AlarmsTopic } from './alarms-topic.ts';
import { GoldpanFunction } from './goldpan-function.ts';
import type { LeadTable } from './lead-table.ts';
import type { SuppressionList } from './suppression-list.ts';
import { grantSuppressions, grantTable } from './table-access.ts';

export type GoldpanFunctionsProps = {
  readonly stage: Stage;
  readonly table: LeadTable;
  readonly suppressions: SuppressionList;
  readonly functionsFolder: string;
  readonly alarms: AlarmsTopic;
  /** The public base of all links. */
  readonly baseUrl: string;
  /** Environment that one function alone needs. */
  readonly own: Readonly<Partial<Record<FunctionName, Readonly<Record<string, string>>>>>;
};

/** All functions by name, each with its environment and its grants on the table. */
export function goldpanFunctions(
  scope: Construct,
  props: GoldpanFunctionsProps,
): Record<FunctionName, GoldpanFunction> {
  const { stage, table, suppressions, functionsFolder, alarms, baseUrl, own } = props;
  const build = (name: FunctionName) => {
    const built = new GoldpanFunction(scope, name, {
      name,
      stage,
      alarms,
      codeFolder: join(functionsFolder, name),
      environment: {
        TABLE_NAME: table.name,
        ...(suppressionGrants[name] ? { SUPPRESSION_TABLE_NAME: suppressions.name } : {}),
        ...(functionShapes[name].buildsLinks ? { BASE_URL: baseUrl } : {}),
        ...own[name],
      },
    });
    grantTable(table, built);
    grantSuppressions(suppressions, built);

    return [name, built] as const;
  };

  return Object.fromEntries(functionNames.map(build)) as Record<FunctionName, GoldpanFunction>;
}
