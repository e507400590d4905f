import { Stack } from 'aws-cdk-lib';
import { tableGrants, tableKeyActions } from '../grants.ts';
import type { GoldpanFunction } from './goldpan-function.ts';
import type { LeadTable } from './lead-table.ts';

/** Lets the function do on the table what its grants say, partition by partition, and DynamoDB use the table's key in its name. */
export function grantTable(table: LeadTable, to: GoldpanFunction): void {
  for (const { actions, keys, index } of tableGrants[to.name])
    to.allow({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [index === undefined ? table.arn : `${table.arn}/index/${index}`],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } },
    });
  to.allow({
    actions: tableKeyActions,
    resources: [table.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(to).region}.amazonaws.com` } },
  });
}
