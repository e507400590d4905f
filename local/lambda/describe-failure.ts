import * as z from 'zod';
import type { FunctionSettings } from './function-settings.ts';
import { sourceLocation } from './source-location.ts';

const LambdaError = z.object({
  errorType: z.string().default('Error'),
  errorMessage: z.string().default(''),
  trace: z.array(z.string()).default([]),
});

/** A failed invocation in one block for the terminal: function, cause, request id and the place in the source. */
export function describeFailure(
  settings: FunctionSettings,
  requestId: string,
  payload: string,
  sourceMapOf: (settings: FunctionSettings, bundle: string) => string,
): string {
  const { errorType, errorMessage, trace } = readError(payload);
  const location = sourceLocation(trace, settings.folder, (bundle) => sourceMapOf(settings, bundle));
  const at = location === undefined ? '' : `\n    at ${location}`;

  return `${settings.name} failed: ${errorType}: ${errorMessage} (request ${requestId})${at}`;
}

function readError(payload: string): z.infer<typeof LambdaError> {
  const read = LambdaError.safeParse(JSON.parse(payload));

  return read.success ? read.data : { errorType: 'Error', errorMessage: payload.slice(0, 500), trace: [] };
}
