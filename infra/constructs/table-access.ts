import { Stack } from 'aws-cdk-lib';
import { type ScanGrant, suppressionGrants, type TableGrant, tableGrants, tableKeyActions } from '../grants.ts';
import type { GoldpanFunction } from './goldpan-function.ts';
import type { LeadTable } from './lead-table.ts';
import type { SuppressionList } from './suppression-list.ts';

/** Lets the function do on the table what its grants say, partition by partition or, in a scan, attribute by attribute, and DynamoDB use the table's key in its name. */
export function grantTable(table: LeadTable, to: GoldpanFunction): void {
  for (const grant of tableGrants[to.name]) to.allow('scan' in grant ? scanning(table, grant) : onItems(table, grant));
  to.allow({
    actions: tableKeyActions,
    resources: [table.key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(to).region}.amazonaws.com` } },
  });
}

/** Lets the function do on the suppression list what its grants say: on addresses, there is nothing else in it. */
export function grantSuppressions(list: SuppressionList, to: GoldpanFunction): void {
  const actions = suppressionGrants[to.name];
  if (actions === undefined) return;
  to.allow({ actions: actions.map((action) => `dynamodb:${action}`), resources: [list.arn] });
}

const onItems = (table: LeadTable, { actions, keys, index }: TableGrant) => ({
  actions: actions.map((action) => `dynamodb:${action}`),
  resources: [index === undefined ? table.arn : `${table.arn}/index/${index}`],
  conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } },
});

const scanning = (table: LeadTable, { scan: { attributes } }: ScanGrant) => ({
  actions: ['dynamodb:Scan'],
  resources: [table.arn],
  conditions: {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...attributes] },
    StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  },
});
