import type * as z from 'zod/mini';
import { parsed } from '#lambda/http/http-handler.ts';

/** Reports as they came: one, or the activities of a batch. */
export interface Reported<Report> {
  readonly reports: readonly Report[];
  /** The sender's clock as it sent them. */
  readonly sentAt?: string | undefined;
  /** The path of a field of the n-th report, as the sender wrote it. */
  fieldOf(n: number, field: keyof Report & string): string;
}

/** The two forms that reports of one kind may have. */
export interface Shapes<Report> {
  readonly one: z.ZodMiniType<Report>;
  readonly batch: z.ZodMiniType<{ activities: Report[]; sentAt?: string | undefined }>;
}

/** Reads one report, or a batch; every problem is named by its path, as `activities.3.kind`. @throws HttpProblem 400 */
export function readReports<Report>({ one, batch }: Shapes<Report>, value: unknown): Reported<Report> {
  if (!isBatch(value)) return { reports: [parsed(one, value)], fieldOf: (_n, field) => field };
  const { activities, sentAt } = parsed(batch, value);

  return { reports: activities, sentAt, fieldOf: (n, field) => `activities.${n}.${field}` };
}

/** Whether somebody who should have a key named a lead by its address. */
export const namesAddresses = (value: unknown): boolean =>
  isBatch(value) ? Array.isArray(value.activities) && value.activities.some(hasAddress) : hasAddress(value);

const hasAddress = (value: unknown): boolean => isObject(value) && Object.hasOwn(value, 'email');

const isBatch = (value: unknown): value is { activities: unknown } =>
  isObject(value) && Object.hasOwn(value, 'activities');

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
