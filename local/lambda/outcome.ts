/** How an invocation ended. `payload` is JSON: the handler's answer, or Lambda's error object. */
export type Outcome = { readonly failed: boolean; readonly payload: string };

/** An error in Lambda's form, for the cases where no handler is left to tell. */
export function failure(errorType: string, errorMessage: string): Outcome {
  return { failed: true, payload: JSON.stringify({ errorType, errorMessage, trace: [] }) };
}
