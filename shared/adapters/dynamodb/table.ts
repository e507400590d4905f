import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The one table, with the client to reach it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
  /** The suppression list's name, for whoever ends consents. */
  readonly suppressions?: string;
}

export const leadKey = (id: string) => `LEAD#${id}`;
export const addressKey = (hash: string) => `ADDRESS#${hash}`;

/** The item's sort key among the consents of an address; padded, so that the ledger reads in order. */
export const consentKey = (n: number) => `CONSENT#${String(n).padStart(6, '0')}`;

export const leadIdOf = (pk: string) => pk.slice('LEAD#'.length);
