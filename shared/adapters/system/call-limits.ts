/**
 * How long a call to AWS may take, in ms: with all its attempts shorter than any function's time-out. Without `throwOnRequestTimeout` the SDK only warns, and
 * a call that hangs takes the function with it.
 */
export const callLimits = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };
