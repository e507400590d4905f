import { type AttributeValue, type DynamoDBClient, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { ActivityItem, Body, ConsentItem, Head, HistoryItem, type Profile } from './items.ts';
import { type LeadSummary, summaryOf } from './lead-summary.ts';

/** The table of the leads, read with the runtime's own key: no function's grants, and not on the meter. */
export type LeadTable = { readonly client: DynamoDBClient; readonly name: string };

/** Everything that is stored about one lead. */
export type StoredLead = {
  readonly head: Head;
  readonly profile: Profile;
  readonly consents: readonly ConsentItem[];
  readonly history: readonly HistoryItem[];
  readonly activities: readonly ActivityItem[];
};
type Item = Record<string, AttributeValue>;

/** All leads, the one that changed last first. */
export async function readLeads({ client, name }: LeadTable): Promise<LeadSummary[]> {
  const heads = new Map<string, Head>();
  const profiles = new Map<string, Profile>();
  const pages = paginateScan(
    { client },
    {
      TableName: name,
      FilterExpression: 'sk IN (:head, :profile)',
      ExpressionAttributeValues: { ':head': { S: 'LEAD' }, ':profile': { S: 'PROFILE' } },
    },
  );
  for await (const { Items: items = [] } of pages) {
    for (const item of items) {
      if (item.sk?.S === 'LEAD') heads.set(item.pk?.S ?? '', Head.parse(unmarshall(item)));
      else profiles.set(item.pk?.S ?? '', Body.parse(unmarshall(item)).profile);
    }
  }

  return [...heads]
    .map(([pk, head]) => summaryOf(head, profiles.get(pk) ?? {}))
    .toSorted((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1));
}

/** One lead with its history, or undefined. */
export async function readLead(table: LeadTable, id: string): Promise<StoredLead | undefined> {
  const items = await partition(table, `LEAD#${id}`);
  const of = (prefix: string) => items.filter(({ sk }) => sk?.S?.startsWith(prefix)).map((item) => unmarshall(item));
  const [head] = items.filter(({ sk }) => sk?.S === 'LEAD').map((item) => Head.parse(unmarshall(item)));
  if (head === undefined) return undefined;
  const ledger = await partition(table, `ADDRESS#${head.addressHash}`);

  return {
    head,
    profile: of('PROFILE').map((item) => Body.parse(item))[0]?.profile ?? {},
    history: of('EVENT#').map((item) => HistoryItem.parse(item)),
    activities: of('ACTIVITY#').map((item) => ActivityItem.parse(item)),
    consents: ledger
      .filter(({ sk }) => sk?.S?.startsWith('CONSENT#'))
      .map((item) => ConsentItem.parse(unmarshall(item))),
  };
}

async function partition({ client, name }: LeadTable, pk: string): Promise<Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client },
    { TableName: name, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } },
  );
  for await (const page of pages) items.push(...(page.Items ?? []));

  return items;
}
