import { Stack } from 'aws-cdk-lib';
import { type ScanGrant, type TableGrant, tableGrants, tableKeyActions } from '../grants.ts';
import type { GoldpanFunction } from './goldpan-function.ts';
import type { LeadTable } from './lead-table.ts';

/** Lets the function do on the table what its grants say, partition by partition or, in a scan, attribute by attribute, and DynamoDB use the table's key in its name. */
export function grantTable(table: LeadTable, to: GoldpanFunction): void {
  for (const grant of tableGrants[to.name]) to.allow('scan' in grant ? scanning(table, grant) : onItems(table, grant));
  to.allow({
    actions: tableKeyActions,
    resources: [table.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(to).region}.amazonaws.com` } },
  });
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
