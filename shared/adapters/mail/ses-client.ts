import { SESClient } from '@aws-sdk/client-ses';
import { callLimits } from '../system/call-limits.ts';

/** A mail may be on its way for so long (ms) until nobody knows what became of it. */
const ANSWER_WITHIN = 5_000;
const fresh = { keepAlive: false };

/**
 * SES, asked once a call: of several attempts, an early one that timed out may have sent the mail that the last one was refused (docs/adr/0041). So that nothing fails
 * without need, each call has a connection of its own: one that was kept while the function slept is often dead.
 */
export const sesClient = (): SESClient =>
  new SESClient({
    maxAttempts: 1,
    requestHandler: { ...callLimits, requestTimeout: ANSWER_WITHIN, httpAgent: fresh, httpsAgent: fresh },
  });
